namespace Arthas.Silo.Tests.Running;

/// <summary>Arthas.Silo processes of one cluster. Their end comes after that of the nodes that are made after this: those say goodbye to them.</summary>
internal sealed class Silos(RedisServer redis) : IAsyncDisposable
{
    private readonly List<RunningProcess> _all = [];

    /// <summary>One that has joined.</summary>
    public async Task<RunningProcess> StartAsync(params string[] options)
    {
        var silo = RunningProcess.Start(Built.Silo, ["--Cluster:Redis", redis.Address, .. Patient.Options, .. options]);
        _all.Add(silo);
        await silo.LineAsync("is in cluster");
        return silo;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var silo in _all)
        {
            await silo.DisposeAsync();
        }
    }
}
