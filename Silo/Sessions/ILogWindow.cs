using Arthas.Contracts.Cluster;

namespace Arthas.Silo.Sessions;

/// <summary>Results in a row out of a log.</summary>
internal interface ILogWindow
{
    /// <summary>The oldest result there is; one after the last when there is none.</summary>
    long FirstSeq { get; }

    long LastSeq { get; }

    Result this[long seq] { get; }
}
