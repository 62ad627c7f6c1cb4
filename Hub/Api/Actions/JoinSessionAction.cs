using Arthas.Hub.Sessions;
using Arthas.Silo.Sessions;

namespace Arthas.Hub.Api.Actions;

internal sealed class JoinSessionAction(SessionClient sessions) : IApiAction
{
    public string Name => "JOIN_SESSION";

    public SessionUse Session => SessionUse.Required;

    public async ValueTask<ApiResponse> AnswerAsync(ApiRequest request, SessionState? session, CancellationToken cancel) =>
        await sessions.JoinAsync(session!.Id, cancel) is { } consumer
            ? new ApiResponse { State = ApiState.Succeeded, SessionId = session.Id, ConsumerId = consumer }
            : ApiResponse.NoSession(session.Id);
}
