using System.Net;
using System.Net.Sockets;
using Arthas.Silo.Tests.Running;

namespace Arthas.Silo.Tests.Options;

/// <summary>A program that cannot run as it was told to ends with one line that says what to change.</summary>
public sealed class ProgramTests(RedisServer redis) : IClassFixture<RedisServer>
{
    public static TheoryData<string, string, string> Wrong => new()
    {
        { "--Silo:Port", "70000", "Silo:Port: The field Port must be between 0 and 65535." },
        { "--Silo:Port", "x", "Silo:Port: 'x' is no number, or too large a one" },
        { "--Silo:Role", "boss", "Silo:Role: 'boss' is none of both, hub" },
        { "--Silo:Address", "203.0.113.7", "Silo:Address: 203.0.113.7 is no address of this machine" },
        { "--Cluster:Name", "", "Cluster:Name: must be 1 to 100 letters, digits, dots, dashes or underscores" },
        { "--Cluster:Redis", "redis,passwort=secret", "Cluster:Redis: cannot be read: host:port[,password=…][,ssl=true][,defaultDatabase=n] is meant" },
        { "--Silo:Tls:Certificate", "/nobody.pem", "Silo:Tls:Certificate: /nobody.pem is not there" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public Task Silo_withAWrongOption_endsWithOneLine(string option, string value, string line) =>
        EndsWithAsync(Built.Silo, line, "--Cluster:Redis", redis.Address, option, value);

    [Theory]
    [MemberData(nameof(Wrong))]
    public Task Hub_withAWrongOption_endsWithOneLine(string option, string value, string line) =>
        EndsWithAsync(Built.Hub, line, "--urls", "http://127.0.0.1:0", "--Cluster:Redis", redis.Address, option, value);

    [Fact]
    public Task Silo_withoutARedis_saysWhatToDo() => EndsWithAsync(
        Built.Silo,
        "Cluster:Redis: is needed: hub nodes find this silo by it. Start it with --Cluster:Redis host:port, and Arthas.Hub with the same and --Silo:Role hub");

    [Fact]
    public Task Silo_asAHub_saysWhichProgramIsOne() => EndsWithAsync(
        Built.Silo,
        "Silo:Role: this program is a silo; a node of the role hub is an Arthas.Hub with --Silo:Role hub",
        "--Cluster:Redis", redis.Address, "--Silo:Role", "hub");

    [Fact]
    public Task Hub_ofTheRoleHubWithoutARedis_saysWhatToDo() => EndsWithAsync(
        Built.Hub,
        "Silo:Role: a node of the role hub needs silos to be a client of: name their --Cluster:Redis",
        "--urls", "http://127.0.0.1:0", "--Silo:Role", "hub");

    [Theory]
    [InlineData("Port")]
    [InlineData("Gateway")]
    public async Task Silo_whosePortIsTaken_namesItsOption(string option)
    {
        using var taken = new TcpListener(IPAddress.Loopback, FreePort.Take());
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;

        await EndsWithAsync(
            Built.Silo,
            $"Silo:{option}: 127.0.0.1:{port} is in use already: name another port with --Silo:{option}, or 0 for a free one",
            "--Cluster:Redis", redis.Address, $"--Silo:{option}", $"{port}");
    }

    private static async Task EndsWithAsync(string program, string line, params string[] options)
    {
        await using var running = RunningProcess.Start(program, options);

        await running.ExitAsync();

        // Both streams are read to their ends by then.
        Assert.Equal([line], running.Lines);
        Assert.Equal(1, running.ExitCode);
    }
}
