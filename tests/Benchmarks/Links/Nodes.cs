using System.Diagnostics;
using System.Text;
using Arthas.Benchmarks.Http;
using Arthas.EndToEnd.Running;

namespace Arthas.Benchmarks.Links;

/// <summary>Hub nodes without agents of their own on one Redis.</summary>
internal sealed class Nodes : IAsyncDisposable
{
    /// <summary>What a cluster is measured with, to see how it grows.</summary>
    public static readonly int[] Counts = [1, 3];

    private const int WarmUps = 30;

    private readonly RedisProcess _redis;
    private readonly HubProcess[] _hubs;

    private Nodes(RedisProcess redis, HubProcess[] hubs) => (_redis, _hubs) = (redis, hubs);

    public int Count => _hubs.Length;

    /// <summary>As a row tells it.</summary>
    public string Text => Count == 1 ? "one node" : $"{Count} nodes";

    /// <summary>Bytes that the nodes have in use, all together.</summary>
    public double Resident => _hubs.Sum(static hub => Memory.Of(hub.Process));

    public double RedisResident => Memory.Of(_redis.Process);

    public static async Task<Nodes> StartAsync(int count)
    {
        var redis = await RedisProcess.StartAsync();
        string[] options = [.. redis.Options, "--Agent:Embedded", "false", "--Agent:Token", SimulatedAgent.Token];
        return new Nodes(redis, await Task.WhenAll(Enumerable.Range(0, count).Select(_ => HubProcess.StartAsync(options))));
    }

    /// <summary>Of the node whose turn it is.</summary>
    public Uri Address(int turn) => _hubs[turn % Count].Api.Address;

    public ApiClient Api => _hubs[0].Api;

    /// <summary>How long <c>exec</c> takes, one after the other, of the nodes in turn.</summary>
    /// <param name="body">The request of each turn.</param>
    public async Task<Samples> AskAsync(int requests, Func<int, string> body)
    {
        var connections = await Task.WhenAll(_hubs.Select(hub => Connection.OpenAsync(hub.Api.Address)));
        var samples = new Samples();
        for (var turn = -WarmUps; turn < requests; turn++)
        {
            var node = (turn + WarmUps) % Count;
            var request = Connection.Post(Address(node), "/api", body(turn + WarmUps));
            var sent = Stopwatch.GetTimestamp();
            var answer = await connections[node].SendAsync(request);
            (turn < 0 ? new() : samples).Add(Stopwatch.GetTimestamp() - sent);
            if (!answer.Span.EndsWith("\"state\":\"SUCCEEDED\"}"u8))
            {
                throw new InvalidOperationException(Encoding.UTF8.GetString(answer.Span));
            }
        }

        foreach (var connection in connections)
        {
            connection.Dispose();
        }

        return samples;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var hub in _hubs)
        {
            await hub.DisposeAsync();
        }

        await _redis.DisposeAsync();
    }
}
