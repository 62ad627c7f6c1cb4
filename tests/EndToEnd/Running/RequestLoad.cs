using System.Collections.Concurrent;
using System.Text.Json;

namespace Arthas.EndToEnd.Running;

/// <summary>
/// Clients that ask a cluster for all kinds of things without a rest. A request that gets no answer, because its node does
/// not listen (any more) or closes the connection, is asked again of another node.
/// </summary>
internal sealed class RequestLoad : IAsyncDisposable
{
    private const int Clients = 6;

    /// <summary>So long one request is asked again.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly Cluster _cluster;
    private readonly Task[] _clients;
    private volatile bool _ended;
    private int _answered;
    private int _askedAgain;

    public RequestLoad(Cluster cluster)
    {
        _cluster = cluster;
        _clients = [.. Enumerable.Range(0, Clients).Select(_ => Task.Run(AskAsync))];
    }

    public int Answered => _answered;

    public int AskedAgain => _askedAgain;

    /// <summary>Answers other than what was asked for, and requests that nobody answered in time.</summary>
    public ConcurrentQueue<string> Failures { get; } = new();

    /// <summary>Returns when so many further requests were answered.</summary>
    public async Task MoreAsync(int answers)
    {
        var wanted = _answered + answers;
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (_answered < wanted && Failures.IsEmpty)
        {
            await Task.Delay(10, limit.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _ended = true;
        await Task.WhenAll(_clients);
    }

    private async Task AskAsync()
    {
        while (!_ended)
        {
            await AskAsync(new { action = "exec", command = "version" });
            await AskAsync(new { action = "exec", command = "sc demo.Counter" });
            if (await AskAsync(new { action = "init_session" }) is not { } opened)
            {
                continue;
            }

            var session = opened.Text("sessionId");
            await AskAsync(new { action = "exec", command = "sc demo.Counter", sessionId = session });
            await AskAsync(new { action = "pull_results", sessionId = session, consumerId = opened.Text("consumerId"), afterSeq = 0 });
            await AskAsync(new { action = "join_session", sessionId = session });
            await AskAsync(new { action = "session_info", sessionId = session });
            await AskAsync(new { action = "close_session", sessionId = session }, mayBeDone: true);
        }
    }

    /// <summary>Null when it failed.</summary>
    /// <param name="mayBeDone">It may have been done before its connection was cut, and cannot be done twice.</param>
    private async Task<JsonElement?> AskAsync(object request, bool mayBeDone = false)
    {
        using var limit = new CancellationTokenSource(Patience);
        var problem = "";
        while (!limit.IsCancellationRequested)
        {
            var node = _cluster.Next();
            try
            {
                var reply = await node.Hub.Api.PostAsync(request).WaitAsync(limit.Token);
                Interlocked.Increment(ref _answered);
                if ((reply.Text("state") == "SUCCEEDED" && !HasFailed(reply)) || (mayBeDone && problem.Length > 0))
                {
                    return reply;
                }

                Failures.Enqueue($"{request}: {reply}");
                return null;
            }
            catch (HttpRequestException e) when (e.StatusCode is null)
            {
                problem = e.Message;
                node.LeaveOut(hangs: false);
                Interlocked.Increment(ref _askedAgain);
            }
            catch (Exception e)
            {
                problem = e.Message;
                break;
            }
        }

        Failures.Enqueue($"{request}: {problem}");
        return null;
    }

    /// <summary>A command that was run, and ended otherwise than by itself.</summary>
    private static bool HasFailed(JsonElement reply) =>
        reply.TryGetProperty("body", out var body) && body.TryGetProperty("results", out var results)
        && results.EnumerateArray().Any(static result => result.Is("status") && result.GetProperty("statusCode").GetInt32() != 0);
}
