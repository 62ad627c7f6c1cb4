using Arthas.Contracts.Cluster;
using Arthas.Hub.Sessions;

namespace Arthas.Hub.Api.Actions;

internal sealed class InterruptJobAction(JobStopper stopper) : IApiAction
{
    public string Name => "INTERRUPT_JOB";

    public SessionUse Session => SessionUse.Required;

    public async ValueTask<ApiResponse> AnswerAsync(ApiRequest request, SessionState? session, CancellationToken cancel)
    {
        if (session!.Foreground is not { } job)
        {
            return ApiResponse.Failed("no foreground job is running");
        }

        await stopper.InterruptAsync(job, cancel);
        return new ApiResponse
        {
            State = ApiState.Succeeded,
            Body = new ApiBody { JobId = job.Key.JobId, JobStatus = JobStatus.Terminated },
        };
    }
}
