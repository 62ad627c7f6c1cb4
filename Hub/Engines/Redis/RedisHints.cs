using System.Globalization;
using Arthas.Contracts.Cluster;
using StackExchange.Redis;

namespace Arthas.Hub.Engines.Redis;

/// <summary>
/// Hints from Redis that something this node waits for has changed: <c>hint TAG NUMBER TOPIC</c> on a channel of its
/// own. They may get lost, so a gap in their numbers or a new connection wakes everybody once, and this node's own
/// numbered <c>beat</c> proves that the channel is alive.
/// </summary>
internal sealed partial class RedisHints : IAsyncDisposable
{
    private static readonly TimeSpan BeatEvery = TimeSpan.FromSeconds(1);

    /// <summary>So many beats that were published and not heard, and the channel counts as dead.</summary>
    private const int Patience = 3;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Waiting> _waiting = [];
    private readonly Dictionary<string, long> _numbers = [];
    private readonly RedisConnection _calls;
    private readonly RedisConnection _channel;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stop = new();
    private Task _beating = Task.CompletedTask;
    private long _heard;

    /// <param name="channel">A connection of its own that keeps the order of messages: nothing here ever blocks it.</param>
    public RedisHints(string node, RedisConnection calls, RedisConnection channel, TimeProvider time, ILogger logger)
    {
        (Node, _calls, _channel, _time, _logger) = (node, calls, channel, time, logger);
        channel.Connected += ConnectedAsync;
        channel.Restored += WakeAll;
        calls.Restored += WakeAll;
    }

    public string Node { get; }

    private string Channel => $"arthas:wake:{Node}";

    public void Start() => _beating = Task.Run(BeatAsync);

    /// <summary>A wait for a topic, up to a time.</summary>
    public RedisWait For(string topic, TimeSpan wait, TimeProvider time) => new(this, topic, wait, time);

    public Waiting Enter(string topic)
    {
        lock (_gate)
        {
            if (!_waiting.TryGetValue(topic, out var waiting))
            {
                _waiting.Add(topic, waiting = new Waiting());
            }

            waiting.Waiters++;
            return waiting;
        }
    }

    public void Leave(string topic, Waiting waiting)
    {
        lock (_gate)
        {
            if (--waiting.Waiters == 0 && _waiting.GetValueOrDefault(topic) == waiting)
            {
                _waiting.Remove(topic);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _beating.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
        WakeAll();
    }

    private Task ConnectedAsync(ISubscriber subscriber) =>
        subscriber.SubscribeAsync(Channel, (_, message) => Hear(message!));

    private void Hear(string message)
    {
        var words = message.Split(' ', 4);
        if (words is ["beat", var beat])
        {
            var now = long.Parse(beat, CultureInfo.InvariantCulture);
            if (Interlocked.Exchange(ref _heard, now) + 1 < now)
            {
                WakeAll();
            }

            return;
        }

        if (words is not ["hint", var tag, var text, var topic])
        {
            return;
        }

        var number = long.Parse(text, CultureInfo.InvariantCulture);
        bool gap;
        lock (_gate)
        {
            gap = _numbers.TryGetValue(tag, out var last) && number != last + 1;
            _numbers[tag] = number;
        }

        if (gap)
        {
            WakeAll();
        }
        else
        {
            Wake(topic);
        }
    }

    private void Wake(string topic)
    {
        Waiting? waiting;
        lock (_gate)
        {
            _waiting.Remove(topic, out waiting);
        }

        waiting?.Changed.TrySetResult();
    }

    private void WakeAll()
    {
        Waiting[] all;
        lock (_gate)
        {
            all = [.. _waiting.Values];
            _waiting.Clear();
        }

        foreach (var waiting in all)
        {
            waiting.Changed.TrySetResult();
        }
    }

    private async Task BeatAsync()
    {
        using var timer = new PeriodicTimer(BeatEvery, _time);
        long beat = 0;
        while (await timer.WaitForNextTickAsync(_stop.Token))
        {
            if (beat - Interlocked.Read(ref _heard) >= Patience)
            {
                Deaf(Channel);
                _channel.Replace();
                Interlocked.Exchange(ref _heard, beat);
            }

            try
            {
                await _calls.CallAsync("PUBLISH", [Channel, $"beat {beat + 1}"], _stop.Token);
                beat++;
            }
            catch (EngineAwayException)
            {
                // Nothing was published, so nothing is missed; the connection says when it is back.
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Redis does not deliver on {Channel}: connecting anew")]
    private partial void Deaf(string channel);

    internal sealed class Waiting
    {
        public TaskCompletionSource Changed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
        public int Waiters { get; set; }
    }
}
