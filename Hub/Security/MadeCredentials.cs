using System.Collections.Concurrent;
using Arthas.Silo.Hosting;
using Arthas.Silo.Journals;
using Arthas.Silo.Ledgers;

namespace Arthas.Hub.Security;

/// <summary>
/// What a node makes when the user sets none: the first one made counts for all nodes, so that each lets the same client
/// in. A Redis that comes back empty is given it again, so that nodes which start later agree with those that run.
/// </summary>
internal sealed class MadeCredentials
{
    private readonly ConcurrentDictionary<string, string> _counting = new();
    private readonly IGrainFactory _grains;
    private readonly GrainCalls _calls;

    public MadeCredentials(IGrainFactory grains, GrainCalls calls, IServiceProvider services)
    {
        (_grains, _calls) = (grains, calls);
        if (services.GetService<RedisConnection>() is { } redis)
        {
            redis.Restored += () => _ = PutBackAsync();
        }
    }

    /// <summary>Keeps what was made under a name, unless another node was first; answers what counts.</summary>
    public async ValueTask<string> FirstAsync(string name, string made, CancellationToken cancel) =>
        _counting[name] = await _calls.RunAsync(() => _grains.Get<ISecretGrain>(name).FirstAsync(made), cancel);

    private async Task PutBackAsync()
    {
        try
        {
            foreach (var (name, value) in _counting)
            {
                await FirstAsync(name, value, CancellationToken.None);
            }
        }
        catch (ClusterAwayException)
        {
            // Away again: the next return comes here again.
        }
    }
}
