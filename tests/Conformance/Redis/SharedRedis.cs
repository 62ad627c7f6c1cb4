using Arthas.Conformance.Redis;

[assembly: AssemblyFixture(typeof(SharedRedis))]

namespace Arthas.Conformance.Redis;

/// <summary>One server for all tests that do no harm to it; each test has a database of its own, empty.</summary>
public sealed class SharedRedis : IAsyncLifetime
{
    public const int Databases = 4096;

    private static int _database = -1;

    public static RedisServer? Server { get; private set; }

    public static int NextDatabase() => Interlocked.Increment(ref _database);

    public async ValueTask InitializeAsync()
    {
        if (RedisServer.WhyNot is null)
        {
            Server = await RedisServer.StartAsync("--databases", $"{Databases}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Server is { } server)
        {
            await server.DisposeAsync();
        }

        Server = null;
    }
}
