using System.Diagnostics;
using System.Text.Json;

namespace Arthas.EndToEnd.Running;

/// <summary>Watches the counting program through a cluster: pulls from the nodes in turn, and asks again when a request fails.</summary>
internal sealed class CountingClient(Cluster cluster, string session, string consumer)
{
    public const string Watch = "watch demo.Counter next params[0] -n 1000000000";

    /// <summary>The same, with a result of about 1 KiB for each number.</summary>
    public static readonly string LargeWatch = $"watch demo.Counter next '{{params[0],\"{new string('x', 800)}\"}}' -n 1000000000";

    /// <summary>Longer than a pull is parked: a node that does not answer within it is given up.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    private long _seq;
    private long _answered = Stopwatch.GetTimestamp();

    public string Session => session;

    public string Consumer => consumer;

    public List<int> Numbers { get; } = [];

    public List<JsonElement> Others { get; } = [];

    /// <summary>What failed requests said.</summary>
    public List<string> Failures { get; } = [];

    public long Missed { get; private set; }

    /// <summary>Between two pulls: a client that takes its time.</summary>
    public TimeSpan Rests { get; init; }

    /// <summary>Says with each pull where it stands; else it trusts the hub to know.</summary>
    public bool SaysAfterSeq { get; init; } = true;

    /// <summary>
    /// Of a client that does not say where it stands: a node that is killed between the last byte of an answer and the note
    /// that it is out has the answer sent again. That is a moment, and nothing is lost by it.
    /// </summary>
    public int MostRepeats { get; set; }

    /// <summary>Since <see cref="Mark"/>, between two pulls that were answered.</summary>
    public TimeSpan LongestSilence { get; private set; }

    public static async Task<CountingClient> StartAsync(Cluster cluster, string command = Watch, TimeSpan rests = default, bool saysAfterSeq = true)
    {
        var (session, consumer) = await cluster.Next().Hub.Api.OpenAsync();
        var client = new CountingClient(cluster, session, consumer) { Rests = rests, SaysAfterSeq = saysAfterSeq };
        await cluster.PostAsync(new { action = "async_exec", command, sessionId = session });
        await client.UntilAsync(() => client.Numbers.Count > 0);
        // The greeting and the start: what matters is what comes beside the numbers from now on.
        client.Others.Clear();
        return client;
    }

    public async Task UntilAsync(Func<bool> enough, TimeSpan? within = null)
    {
        using var limit = new CancellationTokenSource(within ?? TimeSpan.FromMinutes(1));
        while (!enough())
        {
            if (limit.IsCancellationRequested)
            {
                throw new TimeoutException($"{Numbers.Count} numbers so far; failures: {string.Join('\n', Failures.Distinct())}; {string.Join('\n', Others)}");
            }

            await PullAsync();
        }
    }

    public Task MoreAsync(int numbers)
    {
        var wanted = Numbers.Count + numbers;
        return UntilAsync(() => Numbers.Count >= wanted);
    }

    /// <summary>Pulls for so long, whatever comes.</summary>
    public Task ForAsync(TimeSpan time)
    {
        var begin = Stopwatch.GetTimestamp();
        return UntilAsync(() => Stopwatch.GetElapsedTime(begin) > time, time + TimeSpan.FromMinutes(1));
    }

    /// <summary>Pulls on while something else is done.</summary>
    public async Task DuringAsync(Task work)
    {
        await UntilAsync(() => work.IsCompleted);
        await work;
    }

    public void Mark() => (LongestSilence, _answered) = (TimeSpan.Zero, Stopwatch.GetTimestamp());

    /// <summary>Ends the watch, pulls what there is, its status included, and looks at all of it.</summary>
    public async Task EndsWithoutLossAsync()
    {
        // A node that has not found Redis again yet refuses it, and one that was killed says nothing.
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (await PostAsync(new { action = "interrupt_job", sessionId = session }) is null)
        {
            await Task.Delay(20, limit.Token);
        }

        var status = await StatusAsync();
        Assert.Equal(0, status.GetProperty("statusCode").GetInt32());
        // An agent that is slower than a second at its interrupt has its last results counted instead.
        Assert.All(Others.Where(other => other.Is("message")), message => Assert.EndsWith("arrived after its end and were dropped.", message.Text("message"), StringComparison.Ordinal));
    }

    /// <summary>Pulls until the job has ended; what came before is complete, and nothing comes after but messages.</summary>
    public async Task<JsonElement> StatusAsync(TimeSpan? within = null)
    {
        await UntilAsync(() => Others.Exists(result => result.Is("status")), within);
        var numbers = Numbers.Count;
        // A second one, or a late result, would come now.
        await ForAsync(TimeSpan.FromMilliseconds(500));
        Assert.Equal(numbers, Numbers.Count);
        Assert.Equal(0, Missed);
        var repeats = Numbers.Zip(Numbers.Skip(1)).Count(static two => two.Second <= two.First);
        Assert.DoesNotContain(Numbers.Zip(Numbers.Skip(1)), static two => two.Second > two.First + 1);
        Assert.InRange(repeats, 0, MostRepeats);
        return Others.One("status");
    }

    /// <summary>Of a job that was ended from outside: as many as were made after the last one that came, told once.</summary>
    /// <param name="most">The last number.</param>
    public async Task LateAreAnnouncedAsync(int most)
    {
        await UntilAsync(() => Others.Exists(other => other.Is("message")));
        // A second announcement would come now.
        await ForAsync(TimeSpan.FromSeconds(2));
        var job = Others.One("status").GetProperty("jobId").GetInt32();
        Assert.Equal($"{most - Numbers[^1]} results of job {job} arrived after its end and were dropped.", Others.One("message").Text("message"));
    }

    public async Task PullAsync()
    {
        if (await PostAsync(new { action = "pull_results", sessionId = session, consumerId = consumer, afterSeq = SaysAfterSeq ? _seq : (long?)null }) is not { } reply)
        {
            await Task.Delay(20);
            return;
        }

        await Task.Delay(Rests);
        var silence = Stopwatch.GetElapsedTime(_answered);
        LongestSilence = silence > LongestSilence ? silence : LongestSilence;
        _answered = Stopwatch.GetTimestamp();
        var body = reply.GetProperty("body");
        _seq = body.GetProperty("lastSeq").GetInt64();
        Missed += body.TryGetProperty("missed", out var missed) ? missed.GetInt64() : 0;
        foreach (var result in body.GetProperty("results").EnumerateArray())
        {
            if (result.Is("watch"))
            {
                var value = result.GetProperty("value");
                Numbers.Add((value.ValueKind == JsonValueKind.Array ? value[0] : value).GetInt32());
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
        var node = cluster.Next();
        try
        {
            var reply = await node.Hub.Api.PostAsync(request).WaitAsync(Patience);
            if (reply.Text("state") == "SUCCEEDED")
            {
                return reply;
            }

            Failures.Add(reply.Text("message"));
        }
        catch (Exception e) when (e is HttpRequestException or TimeoutException or IOException)
        {
            node.LeaveOut(e is TimeoutException);
            Failures.Add(e.Message);
        }

        return null;
    }
}
