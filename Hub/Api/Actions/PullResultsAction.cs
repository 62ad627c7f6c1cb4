using Arthas.Hub.Sessions;
using Arthas.Hub.Telemetry;
using Arthas.Silo.Sessions;
using Microsoft.Extensions.Options;

namespace Arthas.Hub.Api.Actions;

/// <summary>Answers at a consumer's first unread result, or empty after a while.</summary>
internal sealed class PullResultsAction(SessionClient sessions, IOptions<HubOptions> options) : IApiAction
{
    private const double Spread = 0.05;

    public string Name => "PULL_RESULTS";

    public SessionUse Session => SessionUse.Required;

    public async ValueTask<ApiResponse> AnswerAsync(ApiRequest request, SessionState? session, CancellationToken cancel)
    {
        if (request.ConsumerId is not { } consumer)
        {
            return ApiResponse.Failed("'consumerId' is required");
        }

        var id = session!.Id;
        Pulled pulled;
        HubTelemetry.Parked.Add(1);
        try
        {
            pulled = await sessions.PullAsync(id, consumer, request.AfterSeq, Patience(), cancel);
        }
        finally
        {
            HubTelemetry.Parked.Add(-1);
        }

        HubTelemetry.ResultsPulled.Add(pulled.Results.Count);

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
                Delivery = pulled.Results.Count == 0 && pulled.Missed == 0
                    ? null
                    : new Delivery(sessions, id, consumer, pulled.From, pulled.LastSeq, request.AfterSeq is not null),
            },
        };
    }

    /// <summary>
    /// A little less each time, at random: those who ask again as soon as they are answered would come in ever larger
    /// herds otherwise, since whatever holds the hub up for a moment lets many of them be answered at once.
    /// </summary>
    private TimeSpan Patience() => options.Value.PullWait * (1 - (Random.Shared.NextDouble() * Spread));
}
