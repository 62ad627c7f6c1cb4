using Arthas.Silo.Journals;
using Arthas.Silo.Sessions.Entries;

namespace Arthas.Silo.Sessions;

/// <summary>Where a session's changes go.</summary>
internal interface ISessionJournal
{
    /// <summary>The id that the next entry will get.</summary>
    JournalId Next { get; }

    void Append(SessionEntry entry, JournalId? trimBefore);
}
