using Arthas.Agent.Jobs;
using Arthas.Contracts.Probes;

namespace Arthas.Agent.Attach;

/// <summary>One command at work in a target.</summary>
internal sealed class ProbeRunning(Action<ProbeResult> result, Func<bool> silent)
{
    private readonly TaskCompletionSource<CommandEnd> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private bool _silent;

    public Task<CommandEnd> Ended => _ended.Task;

    public void Result(ProbeResult one) => result(one);

    public void End(ProbeEnd end) => _ended.TrySetResult(new CommandEnd(end.StatusCode, end.Message));

    /// <summary>The process is stopped.</summary>
    public void AnnounceSilence()
    {
        if (_silent)
        {
            return;
        }

        _silent = true;
        if (!silent())
        {
            _ended.TrySetException(new AttachException(ProbeConnection.Stopped));
        }
    }

    /// <summary>The probe's end of the socket is closed.</summary>
    public void EndAsLost() => _ended.TrySetException(new ProbeLostException());
}

/// <summary>The target has ended, or somebody detached the probe, while a command ran in it.</summary>
internal sealed class ProbeLostException() : CommandException(-1, "the probe in the target has gone");
