using Arthas.Contracts.Cluster;
using Microsoft.Extensions.Options;

namespace Arthas.Hub.Api.Actions;

/// <summary>Answers at a consumer's first unread result, or empty after a while.</summary>
internal sealed class PullResultsAction(ISessions sessions, IOptions<HubOptions> options) : IApiAction
{
    public string Name => "PULL_RESULTS";

    public SessionUse Session => SessionUse.Required;

    public async ValueTask<ApiResponse> AnswerAsync(ApiRequest request, SessionState? session, CancellationToken cancel)
    {
        if (request.ConsumerId is not { } consumer)
        {
            return ApiResponse.Failed("'consumerId' is required");
        }

        var id = session!.Id;
        var pulled = await sessions.PullAsync(id, consumer, request.AfterSeq, options.Value.PullWait, cancel);
        return pulled.Outcome switch
        {
            PullOutcome.NoSession => ApiResponse.NoSession(id),
            PullOutcome.NoConsumer => ApiResponse.Failed($"consumer not found: {consumer}"),
            _ => new ApiResponse
            {
                State = ApiState.Succeeded,
                SessionId = id,
                ConsumerId = consumer,
                Body = new ApiBody
                {
                    Results = pulled.Results,
                    LastSeq = pulled.LastSeq,
                    Missed = pulled.Missed > 0 ? pulled.Missed : null,
                },
                Delivered = pulled.Results.Count == 0 && pulled.Missed == 0
                    ? null
                    : token => sessions.CommitAsync(id, consumer, pulled.LastSeq, token),
            },
        };
    }
}
