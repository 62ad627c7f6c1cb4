using Arthas.Contracts.Cluster;
using Arthas.Silo.Wire;

namespace Arthas.Silo.Ports;

internal sealed partial class OrleansSessions
{
    /// <summary>No single call to a grain waits longer, however long the caller does.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(15);

    public ValueTask<int> NextJobIdAsync(CancellationToken cancel) => calls.RunAsync(c => Store.NextJobIdAsync(c), cancel);

    public async ValueTask<StartOutcome> StartJobAsync(NewJob job, CancellationToken cancel)
    {
        var packed = Packed.Of(job, SiloJson.Default.NewJob);
        return (StartOutcome)await calls.RunAsync(c => Session(job.Key.SessionId).StartJobAsync(packed, c), cancel);
    }

    public ValueTask AcceptJobAsync(JobKey job, CancellationToken cancel) =>
        calls.RunAsync(c => Session(job.SessionId).AcceptJobAsync(job.JobId, c), cancel);

    public async ValueTask<JobState?> JobAsync(JobKey job, CancellationToken cancel) =>
        (await calls.RunAsync(c => Session(job.SessionId).JobAsync(job.JobId, c), cancel))
            .To(SiloJson.Default.JobState);

    public async ValueTask<IReadOnlyList<JobState>> RunningAsync(string sessionId, CancellationToken cancel) =>
        (await calls.RunAsync(c => Session(sessionId).RunningAsync(c), cancel)).To(SiloJson.Default.IReadOnlyListJobState)!;

    public async ValueTask<IReadOnlyList<JobState>> JobsAsync(string agent, CancellationToken cancel) =>
        (await calls.RunAsync(c => Store.JobsAsync(agent, c), cancel)).To(SiloJson.Default.IReadOnlyListJobState)!;

    public async ValueTask<Appended> AppendAsync(JobKey job, long batch, IReadOnlyList<Result> results, CancellationToken cancel)
    {
        var bytes = ResultBytes.Write(results).AsImmutable();
        var reply = await calls.RunAsync(c => Session(job.SessionId).AppendAsync(job.JobId, batch, bytes, c), cancel);
        return reply.ToAppended();
    }

    public async ValueTask<Appended> EndJobAsync(JobKey job, JobEnd end, CancellationToken cancel)
    {
        var bytes = ResultBytes.Write([.. end.Results, end.Status]).AsImmutable();
        var reply = await calls.RunAsync(c => Session(job.SessionId).EndJobAsync(job.JobId, end.Batch, bytes, c), cancel);
        return reply.ToAppended();
    }

    public async ValueTask<Appended> DropAsync(JobKey job, long batch, long results, CancellationToken cancel) =>
        (await calls.RunAsync(c => Session(job.SessionId).DropAsync(job.JobId, batch, results, c), cancel)).ToAppended();

    public ValueTask<JobRead> ReadJobAsync(JobKey job, long afterSeq, TimeSpan wait, CancellationToken cancel) => PatientlyAsync(
        wait,
        async (left, c) => (await Session(job.SessionId).ReadJobAsync(job.JobId, afterSeq, left, c)).ToJobRead(),
        cancel);

    public ValueTask ReleaseJobAsync(JobKey job, CancellationToken cancel) =>
        calls.RunAsync(c => Session(job.SessionId).ReleaseJobAsync(job.JobId, c), cancel);

    public ValueTask<bool> WaitEndAsync(JobKey job, TimeSpan wait, CancellationToken cancel) => PatientlyAsync(
        wait, (left, c) => Session(job.SessionId).WaitEndAsync(job.JobId, left, c), cancel);

    /// <summary>
    /// The callee waits the whole time, and whatever it answers is the answer; it is only asked anew now and then, which
    /// takes the place of the wait before, in case that was lost on its way.
    /// </summary>
    private async ValueTask<T> PatientlyAsync<T>(TimeSpan wait, Func<TimeSpan, CancellationToken, Task<T>> call, CancellationToken cancel)
    {
        var begin = time.GetTimestamp();
        while (true)
        {
            using var part = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            part.CancelAfter(LongestWait);
            try
            {
                return await calls.RunAsync(c => call(Left(), c), part.Token, Left() < LongestWait ? Left() : LongestWait);
            }
            catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
            {
                // Asked anew.
            }
        }

        TimeSpan Left() => wait - time.GetElapsedTime(begin) is var left && left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }
}
