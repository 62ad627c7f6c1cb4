using System.Net;

namespace Arthas.Hub.Security;

/// <summary>
/// Makes guessing slow: after ten wrong passwords an address is not listened to for a second, then two, up to half a
/// minute. Who has a cookie is not concerned.
/// </summary>
internal sealed class FailedLogins(TimeProvider time)
{
    private const int Free = 10;
    private const int MostRemembered = 10_000;
    private static readonly TimeSpan LongestBlock = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Forgotten = TimeSpan.FromMinutes(10);

    private readonly Lock _lock = new();
    private readonly Dictionary<IPAddress, Failures> _byAddress = [];

    /// <summary>How long this address is not listened to; zero when it is.</summary>
    public TimeSpan Blocked(IPAddress? address)
    {
        lock (_lock)
        {
            var left = _byAddress.TryGetValue(Network(address), out var failures) ? failures.Until - time.GetUtcNow() : TimeSpan.Zero;
            return left > TimeSpan.Zero ? left : TimeSpan.Zero;
        }
    }

    public void Failed(IPAddress? address)
    {
        var now = time.GetUtcNow();
        lock (_lock)
        {
            if (_byAddress.Count >= MostRemembered)
            {
                foreach (var old in _byAddress.Where(entry => now - entry.Value.Last > Forgotten).Select(entry => entry.Key).ToList())
                {
                    _byAddress.Remove(old);
                }
            }

            // A flood from more addresses than are remembered: better to forget the first ones than to grow.
            if (_byAddress.Count >= MostRemembered)
            {
                _byAddress.Clear();
            }

            var network = Network(address);
            var count = _byAddress.TryGetValue(network, out var failures) && now - failures.Last <= Forgotten ? failures.Count + 1 : 1;
            var block = count < Free
                ? TimeSpan.Zero
                : TimeSpan.FromSeconds(Math.Min(LongestBlock.TotalSeconds, Math.Pow(2, Math.Min(count - Free, 10))));
            _byAddress[network] = new Failures(count, now, now + block);
        }
    }

    public void Succeeded(IPAddress? address)
    {
        lock (_lock)
        {
            _byAddress.Remove(Network(address));
        }
    }

    // Whoever has one IPv6 address has the whole /64.
    private static IPAddress Network(IPAddress? address)
    {
        if (address is null)
        {
            return IPAddress.None;
        }

        if (address.IsIPv4MappedToIPv6)
        {
            return address.MapToIPv4();
        }

        var bytes = address.GetAddressBytes();
        if (bytes.Length == 16)
        {
            bytes.AsSpan(8).Clear();
        }

        return new IPAddress(bytes);
    }

    private readonly record struct Failures(int Count, DateTimeOffset Last, DateTimeOffset Until);
}
