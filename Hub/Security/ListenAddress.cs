using System.Net;

namespace Arthas.Hub.Security;

/// <summary>Where the server listens, from a url such as <c>http://*:8563</c>.</summary>
/// <param name="Host">A name or address without brackets; <c>*</c> for all of the machine's addresses.</param>
internal sealed record ListenAddress(string Scheme, string Host, int Port)
{
    public const string Everywhere = "*";

    public bool IsLoopback =>
        Host.StartsWith("unix:", StringComparison.Ordinal)
        || string.Equals(Host, "localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(Host, out var address) && IPAddress.IsLoopback(address));

    /// <summary>One that can be pasted where the hub runs.</summary>
    public string Url
    {
        get
        {
            var host = Host == Everywhere ? "127.0.0.1" : Host.Contains(':') ? $"[{Host}]" : Host;
            return $"{Scheme}://{host}:{Port}";
        }
    }

    public static ListenAddress Parse(string url)
    {
        var address = BindingAddress.Parse(url);
        var host = address.IsUnixPipe ? $"unix:{address.UnixPipePath}" : address.Host.Trim('[', ']');
        var everywhere = host is "*" or "+"
            || (IPAddress.TryParse(host, out var ip) && (ip.Equals(IPAddress.Any) || ip.Equals(IPAddress.IPv6Any)));
        return new ListenAddress(address.Scheme, everywhere ? Everywhere : host, address.Port);
    }
}
