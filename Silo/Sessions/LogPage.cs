using Arthas.Contracts.Cluster;

namespace Arthas.Silo.Sessions;

/// <summary>A copy of results out of a log.</summary>
internal sealed class LogPage(long firstSeq, IReadOnlyList<Result> results) : ILogWindow
{
    public long FirstSeq => firstSeq;

    public long LastSeq => firstSeq + results.Count - 1;

    public Result this[long seq] => results[(int)(seq - firstSeq)];
}
