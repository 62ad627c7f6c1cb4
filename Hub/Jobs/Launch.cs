using Arthas.Contracts.Cluster;

namespace Arthas.Hub.Jobs;

/// <summary>What became of a command line.</summary>
internal abstract record Launch
{
    /// <summary>The hub's own have ended already.</summary>
    public sealed record Started(JobState Job) : Launch;

    /// <summary>The session has a foreground job, or enough in the background.</summary>
    public sealed record Refused(string Message) : Launch;

    /// <summary>No job was made of it.</summary>
    public sealed record Failed(string Message) : Launch;

    public sealed record NoSession : Launch;
}
