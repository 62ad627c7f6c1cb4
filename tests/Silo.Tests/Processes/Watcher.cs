using System.Diagnostics;
using System.Text.Json;

namespace Arthas.Silo.Tests.Processes;

/// <summary>
/// A client that watches the counter through all nodes in turn, as behind a balancer without stickiness, which leaves
/// out for a while a node that did not answer. Whatever happens to a request, the next node is asked, from the last
/// result there is.
/// </summary>
internal sealed class Watcher(Cluster cluster) : IAsyncDisposable
{
    private static readonly TimeSpan Hang = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan LeftOut = TimeSpan.FromSeconds(5);

    private readonly Dictionary<Node, long> _failed = [];

    private readonly CancellationTokenSource _end = new();
    private readonly Lock _gate = new();
    private string _session = "";
    private string _consumer = "";
    private Task _pulling = Task.CompletedTask;
    private long _lastSeq;
    private int _turn;

    /// <summary>What the counter was called with, as it came.</summary>
    public List<long> Values { get; } = [];

    public List<int> Statuses { get; } = [];

    public long Missed { get; private set; }

    /// <summary>The longest time without an answered pull since <see cref="Mark"/>.</summary>
    public TimeSpan LongestSilence { get; private set; }

    public int Failures { get; private set; }

    public async Task StartAsync(CancellationToken cancel)
    {
        var opened = await AskAsync(new { action = "init_session", target = $"pid={cluster.Target.Id}" }, cancel);
        (_session, _consumer) = (opened.GetProperty("sessionId").GetString()!, opened.GetProperty("consumerId").GetString()!);
        await AskAsync(new { action = "async_exec", sessionId = _session, command = "watch demo.Counter next params[0] -n 10000000" }, cancel);
        _pulling = PullAllAsync();
        await MoreAsync(100);
    }

    /// <summary>Forgets how long it was silent.</summary>
    public void Mark() => LongestSilence = TimeSpan.Zero;

    /// <summary>Waits until so many more values have come.</summary>
    public async Task MoreAsync(int count)
    {
        var begin = Stopwatch.GetTimestamp();
        var wanted = Count() + count;
        while (Count() < wanted)
        {
            if (Stopwatch.GetElapsedTime(begin) > Hang)
            {
                throw new TimeoutException($"{Count()} values instead of {wanted} after {Hang.TotalSeconds} s; {Failures} requests failed");
            }

            await Task.Delay(20);
        }
    }

    /// <summary>Ends the job and reads on until its status is here.</summary>
    public async Task FinishAsync(CancellationToken cancel)
    {
        await AskAsync(new { action = "interrupt_job", sessionId = _session }, cancel);
        var begin = Stopwatch.GetTimestamp();
        while (Statuses.Count == 0 && Stopwatch.GetElapsedTime(begin) < Hang)
        {
            await Task.Delay(20, cancel);
        }
        // A second status would come now.
        var seen = Count();
        await Task.Delay(500, cancel);
        Assert.Equal(seen, Count());
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _pulling.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _end.Dispose();
    }

    private int Count()
    {
        lock (_gate)
        {
            return Values.Count;
        }
    }

    private Node Next()
    {
        lock (_gate)
        {
            var up = cluster.Hubs.Where(hub => !_failed.TryGetValue(hub, out var since) || Stopwatch.GetElapsedTime(since) > LeftOut).ToArray();
            var from = up.Length > 0 ? up : cluster.Hubs;
            return from[_turn++ % from.Count];
        }
    }

    private async Task PullAllAsync()
    {
        var last = Stopwatch.GetTimestamp();
        while (!_end.IsCancellationRequested)
        {
            var node = Next();
            try
            {
                var reply = await node.PostAsync(
                    new { action = "pull_results", sessionId = _session, consumerId = _consumer, afterSeq = _lastSeq }, _end.Token);
                if (reply.GetProperty("state").GetString() != "SUCCEEDED")
                {
                    throw new HttpRequestException(reply.ToString());
                }

                Take(reply.GetProperty("body"));
                var silence = Stopwatch.GetElapsedTime(last);
                LongestSilence = silence > LongestSilence ? silence : LongestSilence;
                last = Stopwatch.GetTimestamp();
            }
            catch (Exception e) when (e is HttpRequestException or JsonException or TaskCanceledException)
            {
                Failures++;
                lock (_gate)
                {
                    _failed[node] = Stopwatch.GetTimestamp();
                }

                await Task.Delay(20);
            }
        }
    }

    private void Take(JsonElement body)
    {
        lock (_gate)
        {
            foreach (var result in body.GetProperty("results").EnumerateArray())
            {
                if (result.GetProperty("type").GetString() == "watch")
                {
                    Values.Add(result.GetProperty("value").GetInt64());
                }
                else if (result.GetProperty("type").GetString() == "status")
                {
                    Statuses.Add(result.GetProperty("statusCode").GetInt32());
                }
            }

            Missed += body.TryGetProperty("missed", out var missed) ? missed.GetInt64() : 0;
            _lastSeq = body.GetProperty("lastSeq").GetInt64();
        }
    }

    private async Task<JsonElement> AskAsync(object request, CancellationToken cancel)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var reply = await Next().PostAsync(request, cancel);
                if (reply.GetProperty("state").GetString() is "SUCCEEDED" or "SCHEDULED")
                {
                    return reply;
                }

                throw new HttpRequestException(reply.ToString());
            }
            catch (Exception e) when ((e is HttpRequestException or TaskCanceledException) && attempt < 10 && !cancel.IsCancellationRequested)
            {
                await Task.Delay(200, cancel);
            }
        }
    }
}
