namespace Arthas.Silo.Consumers;

/// <summary>A consumer's grain is known by its session and itself.</summary>
internal readonly record struct ConsumerKey(string SessionId, string ConsumerId)
{
    public static ConsumerKey Parse(string key) => key.IndexOf('/', StringComparison.Ordinal) is var slash and >= 0
        ? new(key[..slash], key[(slash + 1)..])
        : new(key, "");

    public override string ToString() => $"{SessionId}/{ConsumerId}";
}
