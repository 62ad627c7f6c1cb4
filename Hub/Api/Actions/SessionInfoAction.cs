using Arthas.Hub.Sessions;
using Arthas.Hub.Targets;
using Arthas.Silo.Sessions;

namespace Arthas.Hub.Api.Actions;

internal sealed class SessionInfoAction(SessionClient sessions, TargetChooser targets) : IApiAction
{
    public string Name => "SESSION_INFO";

    public SessionUse Session => SessionUse.Required;

    public async ValueTask<ApiResponse> AnswerAsync(ApiRequest request, SessionState? session, CancellationToken cancel)
    {
        if (await sessions.TouchAsync(session!.Id, request.UserId, cancel) is not { } now)
        {
            return ApiResponse.NoSession(session.Id);
        }

        var target = (await targets.ChooseAsync(now, named: null, cancel)).Target;
        return new ApiResponse
        {
            State = ApiState.Succeeded,
            SessionId = now.Id,
            Body = new ApiBody
            {
                CreateTime = now.Created.ToUnixTimeMilliseconds(),
                LastAccessTime = now.LastAccess.ToUnixTimeMilliseconds(),
                Pid = target?.Target.Pid ?? TargetId.Pid(now.TargetId) ?? Environment.ProcessId,
            },
        };
    }
}
