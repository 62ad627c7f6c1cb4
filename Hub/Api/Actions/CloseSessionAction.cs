using Arthas.Hub.Sessions;
using Arthas.Silo.Sessions;

namespace Arthas.Hub.Api.Actions;

internal sealed class CloseSessionAction(SessionClient sessions) : IApiAction
{
    public string Name => "CLOSE_SESSION";

    public SessionUse Session => SessionUse.Required;

    public async ValueTask<ApiResponse> AnswerAsync(ApiRequest request, SessionState? session, CancellationToken cancel) =>
        await sessions.CloseAsync(session!.Id, cancel)
            ? new ApiResponse { State = ApiState.Succeeded }
            : ApiResponse.NoSession(session.Id);
}
