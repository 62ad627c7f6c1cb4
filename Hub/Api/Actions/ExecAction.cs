using Arthas.Contracts.Cluster;
using Arthas.Contracts.CommandLine;
using Arthas.Hub.Jobs;
using Arthas.Hub.Sessions;
using Microsoft.Extensions.Options;

namespace Arthas.Hub.Api.Actions;

/// <summary>Runs a command and answers with all its results, the <c>status</c> among them.</summary>
internal sealed class ExecAction(
    ISessions sessions,
    JobLauncher launcher,
    JobStopper stopper,
    SessionCloser closer,
    IHostApplicationLifetime lifetime,
    IOptions<HubOptions> options,
    TimeProvider time) : IApiAction
{
    private const string TimeIsOver = "The job is exceeded time limit, force interrupt";
    private const string ShuttingDown = "arthas server is going to shutdown.";

    // This action ends the job itself. The limit in the cluster is for the case that this node dies first.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    // The job has ended when its log is read, so there is nothing to wait for.
    private static readonly TimeSpan ReadWait = TimeSpan.FromSeconds(1);

    private readonly AsyncExecAction _background = new(sessions, launcher, options);

    public string Name => "EXEC";

    public SessionUse Session => SessionUse.Optional;

    public async ValueTask<ApiResponse> AnswerAsync(ApiRequest request, SessionState? session, CancellationToken cancel)
    {
        if (session is not null)
        {
            // The session stays to have the results, so nobody waits for them here.
            if (CommandLineWords.Parse(request.Command ?? "").Background)
            {
                return await _background.AnswerAsync(request, session, cancel);
            }

            return await RunAsync(request, session, cancel);
        }

        var opened = await sessions.OpenAsync(new NewSession { OneTime = true, UserId = request.UserId }, cancel);
        try
        {
            var now = time.GetUtcNow();
            session = new SessionState { Id = opened.SessionId, UserId = request.UserId, OneTime = true, Created = now, LastAccess = now };
            return await RunAsync(request, session, cancel);
        }
        finally
        {
            await closer.CloseAsync(opened.SessionId, CancellationToken.None);
        }
    }

    private async ValueTask<ApiResponse> RunAsync(ApiRequest request, SessionState session, CancellationToken cancel)
    {
        var limit = request.ExecTimeout is > 0 and var given ? TimeSpan.FromMilliseconds(given) : options.Value.ExecTimeout;
        var order = new JobOrder
        {
            Session = session,
            Line = request.Command,
            Target = request.Target,
            Role = request.Role,
            TimeLimit = limit + Grace,
            Private = true,
            Values = request.Values ?? session.Values,
        };
        var launch = await launcher.StartAsync(order, cancel);
        return launch switch
        {
            Launch.Started started => await ResultsAsync(started, request, session, limit, cancel),
            Launch.Refused refused => NotRun(ApiState.Refused, refused.Message, request, session),
            Launch.Failed failed => NotRun(ApiState.Failed, $"Exec command failed:{failed.Message}", request, session),
            _ => ApiResponse.NoSession(session.Id),
        };
    }

    private async ValueTask<ApiResponse> ResultsAsync(
        Launch.Started job,
        ApiRequest request,
        SessionState session,
        TimeSpan limit,
        CancellationToken cancel)
    {
        var over = false;
        try
        {
            var cut = await CutAsync(job.Job, limit, cancel);
            if (cut is not null)
            {
                await stopper.InterruptAsync(job.Job, cancel);
            }

            over = true;
            var (results, missed) = await ReadAsync(job.Job.Key, cancel);
            var expired = cut == TimeIsOver;
            return new ApiResponse
            {
                State = cut is null ? ApiState.Succeeded : ApiState.Interrupted,
                Message = cut,
                SessionId = session.Id,
                Body = new ApiBody
                {
                    Command = request.Command,
                    JobId = job.Job.Key.JobId,
                    JobStatus = JobStatus.Terminated,
                    Missed = missed > 0 ? missed : null,
                    Results = results,
                    TimeExpired = expired,
                    Timeout = expired ? (int)limit.TotalMilliseconds : null,
                },
            };
        }
        finally
        {
            // The client went away or the engine failed: nobody will read this job's results.
            if (!over)
            {
                await stopper.EndAsync(job.Job, statusCode: 0, message: null, CancellationToken.None);
            }

            await sessions.ReleaseJobAsync(job.Job.Key, CancellationToken.None);
        }
    }

    /// <summary>Waits for the job's end. Otherwise says why it is not waited for any longer.</summary>
    private async ValueTask<string?> CutAsync(JobState job, TimeSpan limit, CancellationToken cancel)
    {
        var stopping = lifetime.ApplicationStopping;
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, stopping);
        try
        {
            return await sessions.WaitEndAsync(job.Key, limit, either.Token) ? null : TimeIsOver;
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested && !cancel.IsCancellationRequested)
        {
            return ShuttingDown;
        }
    }

    private async ValueTask<(IReadOnlyList<Result> Results, long Missed)> ReadAsync(JobKey job, CancellationToken cancel)
    {
        var results = new List<Result>();
        var (seq, missed) = (0L, 0L);
        while (true)
        {
            var read = await sessions.ReadJobAsync(job, seq, ReadWait, cancel);
            results.AddRange(read.Results);
            missed += read.Missed;
            seq = read.LastSeq;
            if (read.Ended || !read.Found)
            {
                return (results, missed);
            }
        }
    }

    private static ApiResponse NotRun(ApiState state, string message, ApiRequest request, SessionState session) => new()
    {
        State = state,
        Message = message,
        SessionId = session.Id,
        Body = new ApiBody { Command = request.Command },
    };
}
