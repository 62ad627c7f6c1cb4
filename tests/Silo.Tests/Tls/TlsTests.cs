using System.Text.RegularExpressions;
using Arthas.Silo.Tests.Running;

namespace Arthas.Silo.Tests.Tls;

/// <summary>TLS between nodes, and from them to Redis.</summary>
public sealed class TlsTests
{
    private const string Refused = "A node was refused: its certificate CN=localhost, signed by CN=authority of a test, is not trusted here";

    [Fact]
    public async Task Silos_withOneAuthority_areAClusterAndAStrangerDoesNotGetIn()
    {
        using var ours = new Certificates();
        using var theirs = new Certificates();
        await using var redis = await RedisServer.StartAsync();
        await using var one = await Patient.HubAsync(redis, Options(ours));
        await using var other = await Patient.HubAsync(redis, Options(ours));

        await using (var silo = RunningProcess.Start(Built.Hub, Hub(redis.Address, theirs)))
        {
            await silo.LineAsync(Refused);
            await one.Process.LineAsync(Refused);
            Assert.DoesNotContain(silo.Lines, static line => line.Contains("listens on", StringComparison.Ordinal));
        }

        await using (var client = RunningProcess.Start(Built.Hub, [.. Hub(redis.Address, theirs), "--Silo:Role", "hub"]))
        {
            await client.LineAsync(Refused);
            await GetsNoAnswerAsync(client);
        }

        await using (var plain = RunningProcess.Start(Built.Hub, [.. Hub(redis.Address), "--Silo:Role", "hub"]))
        {
            await GetsNoAnswerAsync(plain);
        }

        var (session, consumer) = await one.Api.OpenAsync();
        Assert.Equal("SUCCEEDED", (await other.Api.ExecAsync("version", session)).Text("state"));
        await other.Api.PullUntilAsync(session, consumer, static result => result.Is("input_status"));
    }

    [Fact]
    public async Task SeparateSilosAndHubs_overTls_areACluster()
    {
        using var ours = new Certificates();
        await using var redis = await RedisServer.StartAsync();
        await using var silos = new Silos(redis);
        await silos.StartAsync(Options(ours));
        await silos.StartAsync(Options(ours));
        await using var hub = await Patient.HubAsync(redis, [.. Options(ours), "--Silo:Role", "hub"]);

        var (session, consumer) = await hub.Api.OpenAsync();

        Assert.Equal("SUCCEEDED", (await hub.Api.ExecAsync("version", session)).Text("state"));
        await hub.Api.PullUntilAsync(session, consumer, static result => result.Is("input_status"));
    }

    [Fact]
    public async Task Redis_overTls_servesWhoTrustsItAndOthersSayWhyNot()
    {
        using var files = new Certificates();
        var port = FreePort.Take();
        await using var redis = await RedisServer.StartAsync(
            "--tls-port", $"{port}", "--tls-auth-clients", "no", "--tls-cert-file", files.Certificate, "--tls-key-file", files.Key, "--tls-ca-cert-file", files.Authority);
        var address = $"127.0.0.1:{port},ssl=true";
        await using var one = RunningProcess.Start(Built.Hub, Hub(address, files), files.Trusting);
        await using var other = RunningProcess.Start(Built.Hub, Hub(address, files), files.Trusting);
        await using var stranger = RunningProcess.Start(Built.Hub, Hub(address, files));

        using var a = new ApiClient(await AddressAsync(one));
        using var b = new ApiClient(await AddressAsync(other));
        await a.UntilReadyAsync();
        await b.UntilReadyAsync();
        var (session, _) = await a.OpenAsync();
        Assert.Equal("SUCCEEDED", (await b.ExecAsync("version", session)).Text("state"));
        await stranger.LineAsync($"Redis at 127.0.0.1:{port} is away: its certificate is not trusted here");
    }

    /// <summary>A node of the role hub that finds the silos in Redis, and is let in by none of them.</summary>
    private static async Task GetsNoAnswerAsync(RunningProcess node)
    {
        using var api = new ApiClient(await AddressAsync(node));

        var refusal = await api.PostAsync(new { action = "init_session" });

        Assert.Equal(("FAILED", "process http api request failed: No silo of this cluster answers yet."), (refusal.Text("state"), refusal.Text("message")));
    }

    private static async Task<Uri> AddressAsync(RunningProcess hub) => new(Regex.Match(await hub.LineAsync("listens on"), @"http://[\d.:]+").Value);

    private static string[] Hub(string redis) => ["--urls", "http://127.0.0.1:0", "--Agent:Embedded", "false", "--Cluster:Redis", redis, .. Patient.Options];

    private static string[] Hub(string redis, Certificates files) => [.. Hub(redis), .. Options(files)];

    private static string[] Options(Certificates files) =>
        ["--Silo:Tls:Certificate", files.Certificate, "--Silo:Tls:Key", files.Key, "--Silo:Tls:Authority", files.Authority];
}
