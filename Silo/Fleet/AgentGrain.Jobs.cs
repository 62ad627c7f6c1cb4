using Arthas.Contracts.Cluster;
using Arthas.Silo.Hosting;
using Arthas.Silo.Nodes;
using Arthas.Silo.Sessions;

namespace Arthas.Silo.Fleet;

/// <summary>The agent's jobs, and the letters that tell it of them.</summary>
internal sealed partial class AgentGrain
{
    /// <summary>Sessions that are called side by side.</summary>
    private const int AtOnce = 32;

    /// <summary>
    /// Jobs that it had accepted, and runs no more. What got to the process that it was before its restart may have run
    /// there: it is not begun anew.
    /// </summary>
    private HashSet<JobKey> NoLongerRun(Registration registration)
    {
        var isSame = _agent?.Instance == registration.Agent.Instance;
        var coming = _letters.Where(letter => letter.Message.Kind == AgentMessageKind.Run && (isSame || letter.Number > _delivered))
            .Select(static letter => letter.Message.Job);
        return [.. _jobs.Concat(_owners.Keys).Except(registration.Running).Except(coming)];
    }

    private bool IsNew(AgentMessage message)
    {
        switch (message)
        {
            case { Kind: AgentMessageKind.Run, Owner: { } owner }:
                return _owners.TryAdd(message.Job, owner);
            case { Kind: AgentMessageKind.Run }:
                return _jobs.Add(message.Job);
            case { Kind: AgentMessageKind.Stop }:
                _jobs.Remove(message.Job);
                _owners.Remove(message.Job);
                // What it was not told to run, it is not told to stop.
                return _letters.RemoveAll(letter => letter.Message.Job == message.Job && letter.Number > _delivered) == 0;
            default:
                return true;
        }
    }

    private async Task DeliverAsync(IHubNode node, AgentLetter[] letters)
    {
        var after = _delivered;
        _delivered = letters[^1].Number;
        try
        {
            await node.DeliverAsync(Name, after, letters);
        }
        catch (Exception e)
        {
            // The link's next renewal asks for them.
            NotDelivered(Name, e.Message);
        }
    }

    /// <summary>Whether that changes what the journal has.</summary>
    private bool Acknowledge(long number)
    {
        var isWritten = _letters.Exists(letter => letter.Number <= number && letter.Message.Owner is null);
        _letters.RemoveAll(letter => letter.Number <= number);
        return isWritten;
    }

    private bool Forget(JobKey[] ended)
    {
        var forgot = false;
        foreach (var job in ended)
        {
            forgot |= _jobs.Remove(job);
            _owners.Remove(job);
        }

        return forgot;
    }

    private async Task EndAsync(IReadOnlyCollection<JobKey> jobs, string text)
    {
        foreach (var some in jobs.Chunk(AtOnce))
        {
            await Task.WhenAll(some.Select(job => EndAsync(job, text)));
        }

        if (jobs.Count > 0)
        {
            Write();
            await DurableAsync();
        }
    }

    private async Task EndAsync(JobKey job, string text)
    {
        if (_owners.Remove(job, out var owner))
        {
            await owner.EndAsync(job, -1, text);
            return;
        }

        await _calls.RunAsync(() => GrainFactory.Get<ISessionGrain>(job.SessionId).EndJobAsync(job.JobId, -1, text, default));
        _jobs.Remove(job);
    }

    [LoggerMessage(2412, LogLevel.Debug, "Letters for agent {Agent} were not delivered: {Reason}")]
    private partial void NotDelivered(string agent, string reason);
}
