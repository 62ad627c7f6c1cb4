using Arthas.Contracts.Cluster;
using Arthas.Hub.Jobs;

namespace Arthas.Hub.Api.Actions;

internal sealed class CloseSessionAction(SessionCloser closer) : IApiAction
{
    public string Name => "CLOSE_SESSION";

    public SessionUse Session => SessionUse.Required;

    public async ValueTask<ApiResponse> AnswerAsync(ApiRequest request, SessionState? session, CancellationToken cancel) =>
        await closer.CloseAsync(session!.Id, cancel)
            ? new ApiResponse { State = ApiState.Succeeded }
            : ApiResponse.NoSession(session.Id);
}
