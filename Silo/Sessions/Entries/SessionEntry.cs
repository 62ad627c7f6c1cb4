using Arthas.Silo.Wire;

namespace Arthas.Silo.Sessions.Entries;

/// <summary>
/// One change of a session, as its journal keeps it. An entry says all that the change did, the results it put into the
/// logs included: replaying it decides nothing. Entries change by adding: a new kind is read one release before it is written.
/// </summary>
[GenerateSerializer, Alias("arthas.entry")]
internal abstract record SessionEntry
{
    [Id(0)]
    public DateTimeOffset At { get; init; }

    /// <summary>What it adds to the session's log.</summary>
    [Id(1)]
    public ResultBytes Log { get; init; }
}
