using System.Text.Json;

namespace Arthas.EndToEnd.Running;

/// <summary>Watches the counting program through a cluster: pulls from the nodes in turn, and asks again when a request fails.</summary>
internal sealed class CountingClient(Cluster cluster, string session, string consumer)
{
    public const string Watch = "watch demo.Counter next params[0] -n 1000000";

    private long _seq;

    public string Session => session;

    public List<int> Numbers { get; } = [];

    public List<JsonElement> Others { get; } = [];

    /// <summary>What failed requests said.</summary>
    public List<string> Failures { get; } = [];

    public long Missed { get; private set; }

    public static async Task<CountingClient> StartAsync(Cluster cluster)
    {
        var (session, consumer) = await cluster.Next.OpenAsync();
        var client = new CountingClient(cluster, session, consumer);
        await cluster.Next.PostAsync(new { action = "async_exec", command = Watch, sessionId = session });
        await client.UntilAsync(() => client.Numbers.Count > 0);
        return client;
    }

    public async Task UntilAsync(Func<bool> enough)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!enough())
        {
            if (limit.IsCancellationRequested)
            {
                throw new TimeoutException($"{Numbers.Count} numbers so far; failures: {string.Join('\n', Failures.Distinct())}; {string.Join('\n', Others)}");
            }

            await PullAsync();
        }
    }

    /// <summary>Ends the watch and pulls what there is, its status included.</summary>
    public async Task InterruptAsync()
    {
        // A node that has not found Redis again yet refuses it, and one that was killed says nothing.
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (await PostAsync(new { action = "interrupt_job", sessionId = session }) is null)
        {
            await Task.Delay(20, limit.Token);
        }

        await UntilAsync(() => Others.Exists(result => result.Is("status")));
    }

    public async Task PullAsync()
    {
        if (await PostAsync(new { action = "pull_results", sessionId = session, consumerId = consumer, afterSeq = _seq }) is not { } reply)
        {
            await Task.Delay(20);
            return;
        }

        var body = reply.GetProperty("body");
        _seq = body.GetProperty("lastSeq").GetInt64();
        Missed += body.TryGetProperty("missed", out var missed) ? missed.GetInt64() : 0;
        foreach (var result in body.GetProperty("results").EnumerateArray())
        {
            if (result.Is("watch"))
            {
                Numbers.Add(result.GetProperty("value").GetInt32());
            }
            else
            {
                Others.Add(result);
            }
        }
    }

    /// <summary>Null when the request failed.</summary>
    private async Task<JsonElement?> PostAsync(object request)
    {
        try
        {
            var reply = await cluster.Next.PostAsync(request);
            if (reply.Text("state") == "SUCCEEDED")
            {
                return reply;
            }

            Failures.Add(reply.Text("message"));
        }
        catch (HttpRequestException e)
        {
            Failures.Add(e.Message);
        }

        return null;
    }
}
