using Arthas.Contracts.Cluster;
using Arthas.Hub.Links;
using Arthas.Hub.Sessions;
using Arthas.Hub.Targets;
using Arthas.Silo.Fleet;
using Arthas.Silo.Nodes;
using Arthas.Silo.Sessions;

namespace Arthas.Hub.Nodes;

/// <summary>What this node is told by grains and by other nodes, handed to whoever it is for. Nothing here waits.</summary>
internal sealed class HubNode(SessionFeeds feeds, JobWaits waits, OneTimeSessions sessions, AgentLinks links, FleetView fleet) : IHubNode
{
    public Task NewsAsync(SessionNews news)
    {
        feeds.Take(news);
        return Task.CompletedTask;
    }

    public Task JobNewsAsync(JobNews news)
    {
        waits.Take(news);
        return Task.CompletedTask;
    }

    public Task SupersededAsync(string sessionId, string consumerId)
    {
        feeds.Known(sessionId)?.Supersede(consumerId);
        return Task.CompletedTask;
    }

    public Task<bool> HasDeliveredAsync(string sessionId, string consumerId, Guid answer) =>
        // Of one that was a while ago it has told already.
        feeds.Known(sessionId)?.Delivery(consumerId, answer)?.Delivered ?? Task.FromResult(true);

    public Task DeliverAsync(string agent, long after, AgentLetter[] letters)
    {
        links.Find(agent)?.Deliver(after, letters);
        return Task.CompletedTask;
    }

    public Task LinkMovedAsync(string agent)
    {
        links.Moved(agent);
        return Task.CompletedTask;
    }

    public Task FleetChangedAsync(FleetChange change)
    {
        fleet.Take(change);
        return Task.CompletedTask;
    }

    public Task<Appended> AppendAsync(JobKey job, JobBatch batch)
    {
        var appended = sessions.Find(job)?.Append(batch) ?? new Appended(AppendOutcome.Unknown, batch.First + batch.Parts.Length);
        sessions.Hold();
        return Task.FromResult(appended);
    }

    public Task<Appended> DropAsync(JobKey job, string agent, long number, long results) =>
        Task.FromResult(sessions.Find(job)?.Drop(agent, number, results) ?? new Appended(AppendOutcome.Unknown, number + 1));

    public Task EndAsync(JobKey job, int statusCode, string text)
    {
        sessions.Find(job)?.End(statusCode, text);
        return Task.CompletedTask;
    }

    public Task AcceptedAsync(JobKey[] jobs)
    {
        foreach (var job in jobs)
        {
            sessions.Find(job)?.Accept();
        }

        return Task.CompletedTask;
    }

    public Task<long?[]> KnownAsync(JobKey[] jobs) => Task.FromResult<long?[]>([.. jobs.Select(job => sessions.Find(job)?.LastBatch)]);
}
