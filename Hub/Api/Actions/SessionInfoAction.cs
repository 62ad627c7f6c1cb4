using Arthas.Contracts.Cluster;
using Arthas.Hub.Targets;

namespace Arthas.Hub.Api.Actions;

internal sealed class SessionInfoAction(TargetChooser targets) : IApiAction
{
    public string Name => "SESSION_INFO";

    public SessionUse Session => SessionUse.Required;

    public async ValueTask<ApiResponse> AnswerAsync(ApiRequest request, SessionState? session, CancellationToken cancel)
    {
        var target = (await targets.ChooseAsync(session!, named: null, cancel)).Target;
        return new ApiResponse
        {
            State = ApiState.Succeeded,
            SessionId = session!.Id,
            Body = new ApiBody
            {
                CreateTime = session.Created.ToUnixTimeMilliseconds(),
                LastAccessTime = session.LastAccess.ToUnixTimeMilliseconds(),
                Pid = target?.Target.Pid ?? TargetId.Pid(session.TargetId) ?? Environment.ProcessId,
            },
        };
    }
}
