using System.Globalization;
using Arthas.Contracts.Cluster;
using Arthas.Contracts.CommandLine;
using Arthas.Contracts.Results;
using Arthas.Hub.Sessions;
using Arthas.Hub.Targets;
using Arthas.Silo.Sessions;
using Arthas.Silo.Wire;

namespace Arthas.Hub.Api.Actions;

/// <summary>Makes a session, bound to its target, with a first consumer.</summary>
internal sealed class InitSessionAction(SessionClient sessions, TargetChooser targets, TimeProvider time) : IApiAction
{
    public string Name => "INIT_SESSION";

    public SessionUse Session => SessionUse.Ignored;

    public async ValueTask<ApiResponse> AnswerAsync(ApiRequest request, SessionState? session, CancellationToken cancel)
    {
        var choice = await targets.ChooseAsync(request.Target, cancel);
        if (choice is { Target: null, Undecided: false })
        {
            return ApiResponse.Failed(choice.Problem!);
        }

        var target = choice.Target?.Target;
        var opened = await sessions.OpenAsync(
            new NewSession
            {
                UserId = request.UserId,
                Values = request.Values ?? ValueForm.Json,
                TargetId = target?.Id,
                TargetStart = target?.StartTime,
                Greeting = ResultBytes.Of(Hello, Welcome(target)),
            },
            cancel);
        return new ApiResponse { State = ApiState.Succeeded, SessionId = opened.SessionId, ConsumerId = opened.ConsumerId };
    }

    private static Result Hello { get; } = new MessageResult { Message = "Welcome to arthas!" }.ToResult();

    private Result Welcome(TargetRecord? target) => new WelcomeResult
    {
        MainClass = target?.App,
        Pid = (target?.Pid ?? Environment.ProcessId).ToString(CultureInfo.InvariantCulture),
        Time = time.GetLocalNow().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
        Version = Product.Version,
        Wiki = "https://arthas.aliyun.com/doc",
        Tutorials = "https://arthas.aliyun.com/doc/arthas-tutorials.html",
    }.ToResult();
}
