using Arthas.Contracts.CommandLine;
using Arthas.Contracts.Results;
using Arthas.Hub.Jobs;
using Arthas.Hub.Sessions;
using Arthas.Silo.Sessions;
using Microsoft.Extensions.Options;

namespace Arthas.Hub.Api.Actions;

/// <summary>Starts a command, whose results go to the session's consumers.</summary>
internal sealed class AsyncExecAction(SessionClient sessions, JobLauncher launcher, IOptions<HubOptions> options) : IApiAction
{
    public string Name => "ASYNC_EXEC";

    public SessionUse Session => SessionUse.Required;

    public async ValueTask<ApiResponse> AnswerAsync(ApiRequest request, SessionState? session, CancellationToken cancel)
    {
        // The consumers read one form, whoever started the job.
        if (request.Values is { } asked && asked != session!.Values)
        {
            return ApiResponse.Failed($"the session's values are {Word(session.Values)}: open one with values={Word(asked)} at init_session, or use exec");
        }

        var order = new JobOrder
        {
            Session = session!,
            Line = request.Command,
            Target = request.Target,
            UserId = request.UserId,
            Role = request.Role,
            TimeLimit = options.Value.JobTimeout,
            Values = session!.Values,
        };
        var body = new ApiBody { Command = request.Command };
        var response = new ApiResponse { State = ApiState.Scheduled, SessionId = session!.Id, Body = body };
        switch (await launcher.StartAsync(order, cancel))
        {
            case Launch.Started started:
                return response with { Body = body with { JobId = started.Job.JobId, JobStatus = JobStatus.Ready } };
            case Launch.Ran ran:
                return response with { Body = body with { JobId = ran.Job.JobId, JobStatus = JobStatus.Ready } };
            case Launch.Refused refused:
                return response with { State = ApiState.Refused, Message = refused.Message };
            case Launch.Failed failed:
                var message = $"Async exec command failed:{failed.Message}";
                var echo = new CommandResult { Command = launcher.Shown(request.Command), State = "FAILED", Message = message };
                await sessions.NoteAsync(session.Id, [echo.ToResult()], cancel);
                return response with { State = ApiState.Failed, Message = message };
            default:
                return ApiResponse.NoSession(session.Id);
        }
    }

    private static string Word(ValueForm form) => form == ValueForm.Text ? "text" : "json";
}
