using Arthas.Hub.Sessions;
using Arthas.Silo.Sessions;

namespace Arthas.Hub.Api.Actions;

internal sealed class InterruptJobAction(SessionClient sessions) : IApiAction
{
    public string Name => "INTERRUPT_JOB";

    public SessionUse Session => SessionUse.Required;

    public async ValueTask<ApiResponse> AnswerAsync(ApiRequest request, SessionState? session, CancellationToken cancel) =>
        await sessions.InterruptAsync(session!.Id, jobId: null, cancel) is { } jobId
            ? new ApiResponse { State = ApiState.Succeeded, Body = new ApiBody { JobId = jobId, JobStatus = JobStatus.Terminated } }
            : ApiResponse.Failed("no foreground job is running");
}
