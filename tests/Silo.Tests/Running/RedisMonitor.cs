using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace Arthas.Silo.Tests.Running;

/// <summary>Every command that a Redis is given, and what it is about.</summary>
internal sealed partial class RedisMonitor : IDisposable
{
    private readonly RedisServer _redis;
    private readonly TcpClient _client;
    private readonly StreamReader _lines;

    private RedisMonitor(RedisServer redis, TcpClient client)
    {
        (_redis, _client) = (redis, client);
        _lines = new StreamReader(client.GetStream(), Encoding.UTF8);
    }

    public static async Task<RedisMonitor> StartAsync(RedisServer redis)
    {
        var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, redis.Port);
        var monitor = new RedisMonitor(redis, client);
        await client.GetStream().WriteAsync("MONITOR\r\n"u8.ToArray());
        Assert.Equal("+OK", await monitor._lines.ReadLineAsync());
        return monitor;
    }

    /// <summary>All commands since this was asked for last, with their key: <c>XADD arthas:arthas:{session:…}</c>.</summary>
    public async Task<List<string>> TakeAsync()
    {
        var end = $"{Guid.NewGuid()}";
        await _redis.AskAsync("ECHO", end);
        var commands = new List<string>();
        while (await _lines.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            string[] words = [.. Word().Matches(line).Select(static word => word.Groups[1].Value)];
            if (words.Contains(end))
            {
                return commands;
            }

            // A script comes before its key.
            commands.Add(words.Skip(1).FirstOrDefault(static word => word.StartsWith("arthas:", StringComparison.Ordinal) || word.StartsWith("arthas/", StringComparison.Ordinal)) is { } key ? $"{words[0]} {key}" : words[0]);
        }

        throw new IOException("Redis closed the monitor");
    }

    public void Dispose()
    {
        _lines.Dispose();
        _client.Dispose();
    }

    [GeneratedRegex("""
        "((?:[^"\\]|\\.)*)"
        """)]
    private static partial Regex Word();
}
