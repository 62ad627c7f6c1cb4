using System.Text.RegularExpressions;
using Arthas.EndToEnd.Running;

namespace Arthas.EndToEnd.Cluster;

/// <summary>Everything between machines encrypted: clients and agents to nodes, nodes to Redis.</summary>
[Collection("cluster")]
public sealed class TlsTests
{
    [Fact]
    public async Task Cluster_works_over_TLS_and_strangers_are_told_why_not()
    {
        Assert.SkipWhen(RedisProcess.WhyNot is not null, RedisProcess.WhyNot ?? "");
        using var certificates = new Certificates();
        await using var redis = await RedisProcess.StartAsync(certificates);
        await using var counter = RunningProcess.Start(Built.Target("Counter"), ["--rate", "10"]);
        string[] options =
        [
            .. redis.Options, "--urls", "https://127.0.0.1:0", "--Agent:Embedded", "false", "--Agent:Token", "t",
            "--Kestrel:Certificates:Default:Path", certificates.Certificate, "--Kestrel:Certificates:Default:KeyPath", certificates.Key,
        ];
        await using var first = RunningProcess.Start(Built.Hub, options, certificates.Trusting);
        await using var second = RunningProcess.Start(Built.Hub, options, certificates.Trusting);
        var (a, b) = (await AddressAsync(first), await AddressAsync(second));

        await using var agent = RunningProcess.Start(Built.Agent, ["--Agent:Hub", a, "--Agent:Token", "t", "--Agent:Name", "web01", "--Agent:Apps", "Counter"], certificates.Trusting);
        await agent.LineAsync("Linked to wss://");
        await using var untrusting = RunningProcess.Start(Built.Agent, ["--Agent:Hub", a, "--Agent:Token", "t", "--Agent:Name", "web02"]);
        await untrusting.LineAsync("certificate is invalid");
        await using var stranger = RunningProcess.Start(Built.Hub, [.. redis.Options, "--urls", "http://127.0.0.1:0"]);
        await stranger.LineAsync("its certificate is not trusted here");
        var watched = await ListedAsync(b, counter);

        Assert.Contains("\"type\":\"watch\"", watched, StringComparison.Ordinal);

        async Task<string> ListedAsync(string address, RunningProcess target)
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
            while (true)
            {
                var reply = await Shell.BashAsync(
                    $$"""curl -sS --cacert {{certificates.Authority}} -XPOST {{address}}/api -d '{"action":"exec","command":"watch demo.Counter next params[0] -n 1","target":"pid={{target.Id}}"}'""");
                if (reply.Contains("SUCCEEDED", StringComparison.Ordinal))
                {
                    return reply;
                }

                await Task.Delay(50, limit.Token);
            }
        }
    }

    private static async Task<string> AddressAsync(RunningProcess hub) =>
        Regex.Match(await hub.LineAsync("listens on https://"), @"https://127\.0\.0\.1:\d+").Value;
}
