using Arthas.Hub.Sessions;
using Arthas.Hub.Targets;
using Arthas.Silo.Hosting;
using Arthas.Silo.Sessions;

namespace Arthas.Hub.Api;

/// <summary>From a request to its answer. Never throws but for a client that has gone away.</summary>
internal sealed partial class ApiDispatcher(
    IEnumerable<IApiAction> actions, SessionClient sessions, TargetBinding binding, ILogger<ApiDispatcher> logger)
{
    private readonly Dictionary<string, IApiAction> _actions = actions.ToDictionary(action => action.Name, StringComparer.OrdinalIgnoreCase);

    /// <param name="userId">Who the request's address says it is from; the request itself goes before it.</param>
    public async ValueTask<ApiResponse> AnswerAsync(ApiRequest request, string? userId, CancellationToken cancel)
    {
        ApiResponse response;
        try
        {
            response = Find(request, out var action) ?? await AnswerAsync(action!, request, userId, cancel);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            throw;
        }
        catch (ClusterAwayException away)
        {
            response = ApiResponse.Failed($"process http api request failed: {away.Message}");
        }
        catch (Exception unexpected)
        {
            RequestFailed(unexpected, request.Action);
            response = ApiResponse.Failed($"process http api request failed: {unexpected.Message}");
        }

        return request.RequestId is { } id ? response with { RequestId = id } : response;
    }

    /// <summary>What is asked, or what is wrong with that.</summary>
    private ApiResponse? Find(ApiRequest request, out IApiAction? action)
    {
        action = null;
        if (string.IsNullOrWhiteSpace(request.Action))
        {
            return ApiResponse.Failed("'action' is required");
        }

        if (!_actions.TryGetValue(request.Action, out action) && !_actions.TryGetValue(request.Action.Trim(), out action))
        {
            return ApiResponse.Failed($"unknown action: {request.Action}");
        }

        return action.Session == SessionUse.Required && request.SessionId is null ? ApiResponse.Failed("'sessionId' is required") : null;
    }

    // Async only where something is waited for: a pull may be parked behind these for seconds, and thousands of them are.
    private ValueTask<ApiResponse> AnswerAsync(IApiAction action, ApiRequest request, string? userId, CancellationToken cancel) =>
        action.Session == SessionUse.Ignored || request.SessionId is not { } id ? AnswerAsync(action, request, session: null, userId, cancel)
            : sessions.Known(id) is { } known ? AnswerAsync(action, request, known, userId, cancel)
            : FindAndAnswerAsync(action, request, id, userId, cancel);

    private async ValueTask<ApiResponse> FindAndAnswerAsync(IApiAction action, ApiRequest request, string id, string? userId, CancellationToken cancel) =>
        await sessions.TouchAsync(id, userId: null, cancel) is { } session
            ? await AnswerAsync(action, request, session, userId, cancel)
            : ApiResponse.NoSession(id);

    private ValueTask<ApiResponse> AnswerAsync(IApiAction action, ApiRequest request, SessionState? session, string? userId, CancellationToken cancel)
    {
        // Who the address says asks counts where nobody has said so before.
        if (request.UserId is null && userId is not null && session?.UserId is null)
        {
            request = request with { UserId = userId };
        }

        session = session is null || request.UserId is null ? session : session with { UserId = request.UserId };
        return request.Bound is { } target
            ? BindAndAnswerAsync(action, request, session, target, cancel)
            : action.AnswerAsync(request, session, cancel);
    }

    private async ValueTask<ApiResponse> BindAndAnswerAsync(IApiAction action, ApiRequest request, SessionState? session, string target, CancellationToken cancel)
    {
        var (bound, problem) = await binding.ResolveAsync(target, request.Target, session, cancel);
        return problem is null
            ? await action.AnswerAsync(request with { Target = session is null ? bound : null }, session, cancel)
            : ApiResponse.Failed(problem);
    }

    [LoggerMessage(3001, LogLevel.Error, "The action {Action} failed")]
    private partial void RequestFailed(Exception exception, string? action);
}
