using Arthas.Contracts.Cluster;
using Arthas.Contracts.CommandLine;
using Arthas.Hub.Jobs;
using Arthas.Hub.Sessions;
using Arthas.Silo.Sessions;
using Microsoft.Extensions.Options;

namespace Arthas.Hub.Api.Actions;

/// <summary>Runs a command and answers with all its results, the <c>status</c> among them.</summary>
internal sealed class ExecAction(
    SessionClient sessions,
    OneTimeSessions once,
    JobLauncher launcher,
    IHostApplicationLifetime lifetime,
    IOptions<HubOptions> options,
    TimeProvider time) : IApiAction
{
    private const string TimeIsOver = "The job is exceeded time limit, force interrupt";
    private const string ShuttingDown = "arthas server is going to shutdown.";

    // This action ends the job itself. The limit in the cluster is for the case that this node dies first.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    /// <summary>A hub that stops lets commands that are nearly done end by themselves.</summary>
    private static readonly TimeSpan LastMoment = TimeSpan.FromSeconds(1);

    private readonly AsyncExecAction _background = new(sessions, launcher, options);

    public string Name => "EXEC";

    public SessionUse Session => SessionUse.Optional;

    public async ValueTask<ApiResponse> AnswerAsync(ApiRequest request, SessionState? session, CancellationToken cancel)
    {
        if (session is not null && CommandLineWords.Parse(request.Command ?? "").Background)
        {
            // The session stays to have the results, so nobody waits for them here.
            return await _background.AnswerAsync(request, session, cancel);
        }

        session ??= OneTime(request.UserId);
        var limit = request.ExecTimeout is > 0 and var given ? TimeSpan.FromMilliseconds(given) : options.Value.ExecTimeout;
        var order = new JobOrder
        {
            Session = session,
            Line = request.Command,
            Target = request.Target,
            UserId = request.UserId,
            Role = request.Role,
            TimeLimit = limit + Grace,
            Private = true,
            Values = request.Values ?? session.Values,
        };
        return await launcher.StartAsync(order, cancel) switch
        {
            Launch.Ran ran => Done(request, session, ran.Job.JobId, ran.Results, missed: 0, cut: null, limit),
            Launch.Started { Wait: { } wait } => await WaitAsync(request, session, wait, limit, cancel),
            Launch.StartedOnce started => await WaitAsync(request, session, started, limit, cancel),
            Launch.Refused refused => NotRun(ApiState.Refused, refused.Message, request, session),
            Launch.Failed failed => NotRun(ApiState.Failed, $"Exec command failed:{failed.Message}", request, session),
            _ => ApiResponse.NoSession(session.Id),
        };
    }

    private SessionState OneTime(string? userId)
    {
        var now = time.GetUtcNow();
        return new SessionState { Id = SessionId.New(), UserId = userId, OneTime = true, Created = now, LastAccess = now };
    }

    private async ValueTask<ApiResponse> WaitAsync(ApiRequest request, SessionState session, JobWait wait, TimeSpan limit, CancellationToken cancel)
    {
        using (wait)
        {
            try
            {
                var cut = await CutAsync(stop => sessions.WaitEndAsync(wait, limit, stop), cancel);
                if (cut is not null)
                {
                    await sessions.InterruptAsync(session.Id, wait.Job.JobId, cancel);
                    await sessions.WaitEndAsync(wait, limit, cancel);
                }

                var (results, missed) = wait.Results;
                await sessions.ReleaseAsync(wait.Job, cancel);
                return Done(request, session, wait.Job.JobId, results, missed, cut, limit);
            }
            finally
            {
                // The client went away or the cluster failed: nobody will read this job's results.
                if (!wait.HasEnded)
                {
                    await sessions.EndAsync(wait.Job, statusCode: 0, message: null, [], CancellationToken.None);
                }
            }
        }
    }

    private async ValueTask<ApiResponse> WaitAsync(ApiRequest request, SessionState session, Launch.StartedOnce started, TimeSpan limit, CancellationToken cancel)
    {
        string? cut;
        try
        {
            cut = await CutAsync(stop => once.WaitAsync(started.Session, started.Job, limit, stop), cancel);
            if (cut is not null)
            {
                await once.InterruptAsync(started.Session, started.Job, cancel);
            }
        }
        catch
        {
            await once.EndAsync(started.Session);
            throw;
        }

        var (results, missed) = await once.EndAsync(started.Session);
        return Done(request, session, started.Session.Key.JobId, results, missed, cut, limit);
    }

    /// <summary>Waits for the job's end. Otherwise says why it is not waited for any longer.</summary>
    private async ValueTask<string?> CutAsync(Func<CancellationToken, ValueTask<bool>> wait, CancellationToken cancel)
    {
        var stopping = lifetime.ApplicationStopping;
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        await using var soon = stopping.UnsafeRegister(static either => ((CancellationTokenSource)either!).CancelAfter(LastMoment), either);
        try
        {
            return await wait(either.Token) ? null : TimeIsOver;
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested && !cancel.IsCancellationRequested)
        {
            return ShuttingDown;
        }
    }

    private static ApiResponse Done(
        ApiRequest request, SessionState session, int jobId, IReadOnlyList<Result> results, long missed, string? cut, TimeSpan limit)
    {
        var expired = cut == TimeIsOver;
        return new ApiResponse
        {
            State = cut is null ? ApiState.Succeeded : ApiState.Interrupted,
            Message = cut,
            SessionId = session.Id,
            Body = new ApiBody
            {
                Command = request.Command,
                JobId = jobId,
                JobStatus = JobStatus.Terminated,
                Missed = missed > 0 ? missed : null,
                Results = results,
                TimeExpired = expired,
                Timeout = expired ? (int)limit.TotalMilliseconds : null,
            },
        };
    }

    private static ApiResponse NotRun(ApiState state, string message, ApiRequest request, SessionState session) => new()
    {
        State = state,
        Message = message,
        SessionId = session.Id,
        Body = new ApiBody { Command = request.Command },
    };
}
