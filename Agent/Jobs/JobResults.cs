using Arthas.Contracts.Cluster;
using Arthas.Contracts.Pipes;
using Arthas.Contracts.Results;

namespace Arthas.Agent.Jobs;

/// <summary>One job's results on their way into its outbox: as they are, or as the text that comes out of its pipe.</summary>
/// <param name="over">Called once nothing can come out of the pipe any more, with the reason, or null where it has all it wanted.</param>
internal sealed class JobResults(int jobId, AgentOutbox outbox, Action<string?> over)
{
    private readonly Lock _gate = new();
    private Pipe? _pipe;
    private bool _isOver;

    /// <summary>From now on results go through this.</summary>
    public void Through(Pipe pipe)
    {
        lock (_gate)
        {
            _pipe = pipe;
        }
    }

    /// <summary>False when nothing of it is to be sent.</summary>
    public bool Add(string type, ReadOnlyMemory<byte> json)
    {
        if (_pipe is not { } pipe)
        {
            return outbox.Add(new Result(jobId, type, json));
        }

        string? failure = null;
        bool added;
        lock (_gate)
        {
            if (_isOver)
            {
                return false;
            }

            try
            {
                added = pipe.Take(type, json) is { } text && outbox.Add(text);
                _isOver = pipe.IsDone;
            }
            catch (PipeException e)
            {
                (added, _isOver, failure) = (false, true, e.Message);
            }
        }

        if (_isOver)
        {
            over(failure);
        }

        return added;
    }

    /// <summary>What the pipe has gathered, and the job's one status. Only the first call counts.</summary>
    public bool End(CommandEnd end)
    {
        lock (_gate)
        {
            try
            {
                foreach (var last in _pipe?.End() ?? [])
                {
                    outbox.Add(last);
                }
            }
            catch (PipeException e)
            {
                end = end.StatusCode == 0 ? new CommandEnd(-1, e.Message) : end;
            }

            return outbox.End(new StatusResult { JobId = jobId, StatusCode = end.StatusCode, Message = end.Message });
        }
    }
}
