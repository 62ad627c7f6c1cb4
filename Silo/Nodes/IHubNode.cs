using Arthas.Contracts.Cluster;
using Arthas.Silo.Fleet;
using Arthas.Silo.Sessions;

namespace Arthas.Silo.Nodes;

/// <summary>
/// One hub node, as grains know it: there is one observer a node. What it is told may get lost with a silo or a
/// connection, so a node looks again by itself every second or two; no member waits for anything.
/// </summary>
[Alias("arthas.node")]
internal interface IHubNode : IGrainObserver
{
    /// <summary>A session that the node follows has more results, or is over.</summary>
    [OneWay, Alias("news")]
    Task NewsAsync(SessionNews news);

    /// <summary>A job that the node waits for has more results, or has ended.</summary>
    [OneWay, Alias("job-news")]
    Task JobNewsAsync(JobNews news);

    /// <summary>A newer pull of this consumer takes the place of the one that is parked here.</summary>
    [OneWay, Alias("superseded")]
    Task SupersededAsync(string sessionId, string consumerId);

    /// <summary>Whether this answer to a consumer's pull was sent. Waits until that is known, which is soon.</summary>
    [Alias("has-delivered")]
    Task<bool> HasDeliveredAsync(string sessionId, string consumerId, Guid answer);

    /// <summary>For the agent whose link the node holds.</summary>
    /// <param name="after">The number before the first of the letters: a node that does not have that one has missed some.</param>
    [OneWay, Alias("deliver")]
    Task DeliverAsync(string agent, long after, AgentLetter[] letters);

    /// <summary>An agent whose link the node had is linked to another one.</summary>
    [OneWay, Alias("link-moved")]
    Task LinkMovedAsync(string agent);

    /// <summary>The fleet has changed.</summary>
    [Alias("fleet-changed")]
    Task FleetChangedAsync(FleetChange change);

    /// <summary>Batches of a job whose one-time session the node has in its memory.</summary>
    [Alias("append")]
    Task<Appended> AppendAsync(JobKey job, JobBatch batch);

    /// <summary>As <see cref="Session.Drop"/>, of such a job.</summary>
    [Alias("drop")]
    Task<Appended> DropAsync(JobKey job, string agent, long number, long results);

    /// <summary>Such a job ends, by somebody other than its agent.</summary>
    [OneWay, Alias("end")]
    Task EndAsync(JobKey job, int statusCode, string text);

    /// <summary>Their agent has said that it runs them.</summary>
    [OneWay, Alias("accepted")]
    Task AcceptedAsync(JobKey[] jobs);

    /// <summary>The last batch that the node has of each of these jobs of one-time sessions; null where it is over.</summary>
    [Alias("known")]
    Task<long?[]> KnownAsync(JobKey[] jobs);
}
