using StackExchange.Redis;

namespace Arthas.Silo.Journals;

/// <summary>Reads <see cref="RedisOptions.Redis"/>.</summary>
internal static class RedisAddress
{
    /// <summary>What is wrong with it; null for nothing. Never the address itself: it may hold a password.</summary>
    public static string? ProblemOf(string address)
    {
        try
        {
            return ConfigurationOptions.Parse(address).EndPoints.Count > 0
                ? null
                : $"{RedisOptions.Section}:{nameof(RedisOptions.Redis)}: names no server: host:port[,password=…] is meant";
        }
        catch (Exception e) when (e is ArgumentException or FormatException)
        {
            return $"{RedisOptions.Section}:{nameof(RedisOptions.Redis)}: cannot be read: host:port[,password=…][,ssl=true][,defaultDatabase=n] is meant";
        }
    }

    /// <summary>For one of this process's connections: fails at once when there is none, and goes on trying to get one.</summary>
    public static ConfigurationOptions Parse(RedisOptions redis, string client)
    {
        var options = ConfigurationOptions.Parse(redis.Redis!);
        options.ClientName = client;
        // INFO and CONFIG, which RedisDurability asks.
        options.AllowAdmin = true;
        options.AbortOnConnectFail = false;
        options.BacklogPolicy = BacklogPolicy.FailFast;
        options.ConnectRetry = 1;
        options.ConnectTimeout = options.SyncTimeout = options.AsyncTimeout = (int)redis.RedisTimeout.TotalMilliseconds;
        options.ReconnectRetryPolicy = new LinearRetry(250);
        // How often it looks whether a call has run out of time.
        options.HeartbeatInterval = TimeSpan.FromMilliseconds(250);
        options.KeepAlive = 5;
        return options;
    }
}
