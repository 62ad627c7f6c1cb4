using System.Net;
using Microsoft.Extensions.Options;

namespace Arthas.Hub.Security;

/// <summary>
/// Under which names this hub may be asked. A page of somebody else reaches a hub on loopback by giving its own name
/// the hub's address (DNS rebinding); the name in the request then still is theirs.
/// </summary>
internal sealed class HostRules(IOptions<HubOptions> options, Listeners listeners)
{
    private readonly HashSet<string> _configured = new(
        options.Value.AllowedHosts?.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [],
        StringComparer.OrdinalIgnoreCase);

    /// <summary>Most requests name the hub as the one before did.</summary>
    private volatile string? _allowed;

    /// <summary>It was allowed a moment ago.</summary>
    public bool Knows(HostString host) => host.Value is { } named && named == _allowed;

    public ValueTask<bool> AllowsHostAsync(HostString host) => Knows(host) ? new(true) : LookAsync(host);

    private async ValueTask<bool> LookAsync(HostString host)
    {
        var addresses = await listeners.Known;
        var name = host.Host.Trim('[', ']');
        var isAddress = IPAddress.TryParse(name, out var address);
        var allowed = string.Equals(name, "localhost", StringComparison.OrdinalIgnoreCase)
            || (isAddress && IPAddress.IsLoopback(address!))
            || _configured.Contains(name)
            || addresses.Any(listener => listener.Host == ListenAddress.Everywhere
                // An address cannot be rebound; a name can, but for this machine's own.
                ? isAddress || string.Equals(name, Environment.MachineName, StringComparison.OrdinalIgnoreCase)
                : string.Equals(name, listener.Host, StringComparison.OrdinalIgnoreCase));
        _allowed = allowed ? host.Value : _allowed;
        return allowed;
    }

    /// <summary>Browsers name the page's origin with every POST and WebSocket; programs name none.</summary>
    /// <param name="host">The request's: a page of this hub has the same.</param>
    public bool AllowsOrigin(string origin, HostString host) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps)
        && (IsSame(uri, host) || _configured.Contains(uri.Host));

    // Behind a proxy that ends TLS the schemes differ, so they are not compared.
    private static bool IsSame(Uri origin, HostString host) =>
        Uri.TryCreate($"{origin.Scheme}://{host.Value}", UriKind.Absolute, out var own)
        && string.Equals(origin.Authority, own.Authority, StringComparison.OrdinalIgnoreCase);
}
