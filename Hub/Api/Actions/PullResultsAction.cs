using Arthas.Contracts.Cluster;
using Microsoft.Extensions.Options;

namespace Arthas.Hub.Api.Actions;

/// <summary>Answers at a consumer's first unread result, or empty after a while.</summary>
internal sealed class PullResultsAction(ISessions sessions, IHostApplicationLifetime lifetime, IOptions<HubOptions> options) : IApiAction
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
        var pulled = await PullAsync(id, consumer, request.AfterSeq, cancel);
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

    /// <summary>A hub that stops does not keep the parked: they ask again, and another node answers.</summary>
    private async ValueTask<Pulled> PullAsync(string session, string consumer, long? afterSeq, CancellationToken cancel)
    {
        var stopping = lifetime.ApplicationStopping;
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, stopping);
        try
        {
            return await sessions.PullAsync(session, consumer, afterSeq, options.Value.PullWait, either.Token);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested && !cancel.IsCancellationRequested)
        {
            return await sessions.PullAsync(session, consumer, afterSeq, TimeSpan.Zero, cancel);
        }
    }
}
