using Arthas.Contracts.Cluster;
using Arthas.Hub.Targets;

namespace Arthas.Hub.Api;

/// <summary>From a request to its answer. Never throws but for a client that has gone away.</summary>
internal sealed partial class ApiDispatcher(
    IEnumerable<IApiAction> actions, ISessions sessions, TargetBinding binding, ILogger<ApiDispatcher> logger)
{
    private readonly Dictionary<string, IApiAction> _actions = actions.ToDictionary(action => action.Name, StringComparer.OrdinalIgnoreCase);

    /// <param name="userId">Who the request's address says it is from; the request itself goes before it.</param>
    public async ValueTask<ApiResponse> AnswerAsync(ApiRequest request, string? userId, CancellationToken cancel)
    {
        ApiResponse response;
        try
        {
            var (action, session, problem) = await FindAsync(request, userId, cancel);
            response = problem ?? await action!.AnswerAsync(request, session, cancel);
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

        return request.RequestId is { } id ? response with { RequestId = id } : response;
    }

    /// <summary>What is asked of which session, or what is wrong with that. Over before the action waits for anything.</summary>
    private async ValueTask<(IApiAction? Action, SessionState? Session, ApiResponse? Problem)> FindAsync(
        ApiRequest request, string? userId, CancellationToken cancel)
    {
        if (string.IsNullOrWhiteSpace(request.Action))
        {
            return Wrong("'action' is required");
        }

        if (!_actions.TryGetValue(request.Action, out var action) && !_actions.TryGetValue(request.Action.Trim(), out action))
        {
            return Wrong($"unknown action: {request.Action}");
        }

        SessionState? session = null;
        if (action.Session == SessionUse.Ignored || request.SessionId is not { } id)
        {
            if (action.Session == SessionUse.Required)
            {
                return Wrong("'sessionId' is required");
            }

            request.UserId ??= userId;
        }
        else
        {
            session = await sessions.TouchAsync(id, request.UserId, cancel);
            if (session is { UserId: null } && userId is not null)
            {
                session = await sessions.TouchAsync(id, userId, cancel);
            }

            if (session is null)
            {
                return (null, null, ApiResponse.NoSession(id));
            }
        }

        if (request.Bound is { } target)
        {
            var (bound, problem) = await binding.ResolveAsync(target, request.Target, session, cancel);
            if (problem is not null)
            {
                return Wrong(problem);
            }

            request.Target = session is null ? bound : null;
        }

        return (action, session, null);
    }

    private static (IApiAction? Action, SessionState? Session, ApiResponse? Problem) Wrong(string message) => (null, null, ApiResponse.Failed(message));

    [LoggerMessage(LogLevel.Error, "The action {Action} failed")]
    private partial void RequestFailed(Exception exception, string? action);
}
