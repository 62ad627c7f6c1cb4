using Arthas.Contracts.Cluster;
using Arthas.Hub.Targets;

namespace Arthas.Hub.Api;

/// <summary>From a request to its answer. Never throws but for a client that has gone away.</summary>
internal sealed partial class ApiDispatcher(
    IEnumerable<IApiAction> actions, ISessions sessions, TargetBinding binding, ILogger<ApiDispatcher> logger)
{
    private readonly Dictionary<string, IApiAction> _actions = actions.ToDictionary(action => action.Name, StringComparer.Ordinal);

    /// <param name="userId">Who the request's address says it is from; the request itself goes before it.</param>
    public async ValueTask<ApiResponse> AnswerAsync(ApiRequest request, string? userId, CancellationToken cancel)
    {
        ApiResponse response;
        try
        {
            response = await DispatchAsync(request, userId, cancel);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            throw;
        }
        catch (EngineAwayException away)
        {
            response = ApiResponse.Failed($"process http api request failed: {away.Message}");
        }
        catch (Exception unexpected)
        {
            RequestFailed(unexpected, request.Action);
            response = ApiResponse.Failed($"process http api request failed: {unexpected.Message}");
        }

        return response with { RequestId = request.RequestId };
    }

    private async ValueTask<ApiResponse> DispatchAsync(ApiRequest request, string? userId, CancellationToken cancel)
    {
        if (string.IsNullOrWhiteSpace(request.Action))
        {
            return ApiResponse.Failed("'action' is required");
        }

        if (!_actions.TryGetValue(request.Action.Trim().ToUpperInvariant(), out var action))
        {
            return ApiResponse.Failed($"unknown action: {request.Action}");
        }

        if (action.Session == SessionUse.Ignored || request.SessionId is not { } id)
        {
            return action.Session == SessionUse.Required
                ? ApiResponse.Failed("'sessionId' is required")
                : await AnswerAsync(action, request with { UserId = request.UserId ?? userId }, session: null, cancel);
        }

        var session = await sessions.TouchAsync(id, request.UserId, cancel);
        if (session is { UserId: null } && userId is not null)
        {
            session = await sessions.TouchAsync(id, userId, cancel);
        }

        return session is null ? ApiResponse.NoSession(id) : await AnswerAsync(action, request, session, cancel);
    }

    private async ValueTask<ApiResponse> AnswerAsync(IApiAction action, ApiRequest request, SessionState? session, CancellationToken cancel)
    {
        if (request.Bound is { } target)
        {
            var (id, problem) = await binding.ResolveAsync(target, request.Target, session, cancel);
            if (problem is not null)
            {
                return ApiResponse.Failed(problem);
            }

            request = request with { Target = session is null ? id : null };
        }

        return await action.AnswerAsync(request, session, cancel);
    }

    [LoggerMessage(LogLevel.Error, "The action {Action} failed")]
    private partial void RequestFailed(Exception exception, string? action);
}
