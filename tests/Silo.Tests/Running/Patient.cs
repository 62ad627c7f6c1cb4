using System.Net;

namespace Arthas.Silo.Tests.Running;

/// <summary>Nodes that bear a machine on which everything takes seconds: what a test is about is another thing. A killed process is found out by its connections.</summary>
internal static class Patient
{
    public static readonly string[] Options = ["--Cluster:RedisTimeout", "00:00:10", "--Silo:Probe", "00:00:03"];

    /// <summary>A hub node that is in its cluster; later options go before earlier ones.</summary>
    public static async Task<HubProcess> HubAsync(RedisServer redis, params string[] options)
    {
        var hub = await HubProcess.StartAsync(["--Agent:Embedded", "false", "--Cluster:Redis", redis.Address, .. Options, .. options]);
        await hub.Api.UntilReadyAsync();
        return hub;
    }

    /// <summary>Returns when <c>/health/ready</c> says so. A program may say that it is there before its port is.</summary>
    public static async Task UntilReadyAsync(this ApiClient node)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(90));
        while (!await IsReadyAsync(node, limit.Token))
        {
            await Task.Delay(50, limit.Token);
        }
    }

    private static async Task<bool> IsReadyAsync(ApiClient node, CancellationToken cancel)
    {
        try
        {
            using var answer = await node.Http.GetAsync(new Uri("/health/ready", UriKind.Relative), cancel);
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException e) when (e.HttpRequestError == HttpRequestError.ConnectionError)
        {
            return false;
        }
    }
}
