using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Arthas.Silo.Hosting;
using Arthas.Silo.Tests.Running;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace Arthas.Silo.Tests.Ports;

/// <summary>Which ports the programs open.</summary>
public sealed class PortTests
{
    [Fact]
    public async Task Hubs_byThemselves_openTheirHttpPortsOnlyAndDoNotCollide()
    {
        await using var one = await HubProcess.StartAsync();
        await using var other = await HubProcess.StartAsync();

        Assert.Equal([one.Api.Address.Port], Listeners.PortsOf(one.Process.Id));
        Assert.Equal([other.Api.Address.Port], Listeners.PortsOf(other.Process.Id));
        // Each numbers its own jobs: they are no cluster.
        Assert.Equal((1, 2, 1), (await JobAsync(one), await JobAsync(one), await JobAsync(other)));

        static async Task<int> JobAsync(HubProcess hub) => (await hub.Api.ExecAsync("version")).GetProperty("body").GetProperty("jobId").GetInt32();
    }

    [Fact]
    public async Task Silo_opensTheTwoPortsThatItSaysAndNoOther()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var silo = RunningProcess.Start(Built.Silo, ["--Cluster:Redis", redis.Address]);

        var said = Regex.Match(await silo.LineAsync("is in cluster"), @"silo 127\.0\.0\.1:(\d+), gateway 127\.0\.0\.1:(\d+)$");

        Assert.Equal(new[] { said.Groups[1].Value, said.Groups[2].Value }.Select(int.Parse).Order(), Listeners.PortsOf(silo.Id));
    }

    [Fact]
    public async Task Silo_opensThePortsThatItIsTold()
    {
        await using var redis = await RedisServer.StartAsync();
        int[] ports = [FreePort.Take(), FreePort.Take(), FreePort.Take()];
        Array.Sort(ports);
        await using var silo = RunningProcess.Start(
            Built.Silo,
            ["--Cluster:Redis", redis.Address, "--Silo:Port", $"{ports[0]}", "--Silo:Gateway", $"{ports[1]}", "--urls", $"http://127.0.0.1:{ports[2]}"]);

        await silo.LineAsync("is in cluster");
        using var http = new ApiClient(new Uri($"http://127.0.0.1:{ports[2]}"));
        await http.UntilReadyAsync();

        Assert.Equal(ports, Listeners.PortsOf(silo.Id));
    }

    [Fact]
    public void FreePorts_ofASilo_areTwo()
    {
        var endpoints = new EndpointOptions();

        endpoints.Set(new Hosting.SiloOptions(), IPAddress.Loopback);

        Assert.NotEqual(endpoints.SiloPort, endpoints.GatewayPort);
        Assert.Equal((endpoints.SiloPort, endpoints.GatewayPort), (endpoints.SiloListeningEndpoint!.Port, endpoints.GatewayListeningEndpoint!.Port));
    }

    [Fact]
    public void Ports_ofASilo_areHeldUntilBothAreChosen()
    {
        var port = FreePort.Take();

        // The first is still held: else the system might choose it once more.
        var taken = Assert.Throws<OptionsValidationException>(() => new EndpointOptions().Set(new Hosting.SiloOptions { Port = port, Gateway = port }, IPAddress.Loopback));

        Assert.StartsWith($"Silo:Gateway: 127.0.0.1:{port} is in use already", Assert.Single(taken.Failures), StringComparison.Ordinal);
        using var free = new TcpListener(IPAddress.Loopback, port);
        free.Start();
    }
}
