namespace Arthas.Agent.Daemon;

/// <summary>The addresses of the hub nodes, tried in turn from a random one on, so that agents spread over the nodes.</summary>
internal sealed class HubAddresses
{
    private readonly Uri[] _links;
    private int _next;

    public HubAddresses(string hubs)
    {
        _links = [.. Split(hubs).Select(Parse).OfType<Uri>()];
        _next = Random.Shared.Next(_links.Length);
    }

    public int Count => _links.Length;

    public static string[] Split(string? hubs) => hubs?.Split([',', ';'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];

    /// <summary>Where a node takes links: <c>ws://host:port/agent</c>. Null for what is no address.</summary>
    public static Uri? Parse(string address)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var node) || node.Scheme is not ("http" or "https"))
            return null;
        var link = new UriBuilder(node) { Scheme = node.Scheme == "https" ? "wss" : "ws" };
        link.Path = link.Path.TrimEnd('/') + "/agent";
        return link.Uri;
    }

    public Uri Next() => _links[_next++ % _links.Length];
}
