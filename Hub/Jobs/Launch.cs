using Arthas.Contracts.Cluster;

namespace Arthas.Hub.Jobs;

/// <summary>What became of a command line.</summary>
internal abstract record Launch
{
    /// <param name="Agent">Null when the hub ran it itself; then it has ended.</param>
    public sealed record Started(JobKey Job, string? Agent) : Launch;

    /// <summary>The session has a foreground job.</summary>
    public sealed record Refused(string Message) : Launch;

    /// <summary>No job was made of it.</summary>
    public sealed record Failed(string Message) : Launch;

    public sealed record NoSession : Launch;
}
