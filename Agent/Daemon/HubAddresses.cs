namespace Arthas.Agent.Daemon;

/// <summary>The addresses of the hub nodes, tried in turn in a random order, so that agents spread over the nodes, and those of a node that died over the others.</summary>
internal sealed class HubAddresses
{
    private readonly Uri[] _links;
    private int _next;

    public HubAddresses(string hubs)
    {
        _links = [.. Split(hubs).Select(Parse).OfType<Uri>()];
        Random.Shared.Shuffle(_links);
    }

    public int Count => _links.Length;

    public static string[] Split(string? hubs) => hubs?.Split([',', ';'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];

    /// <summary>Where a node takes links: <c>ws://host:port/agent</c>. Null for what is no address.</summary>
    public static Uri? Parse(string address)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var node) || node.Scheme is not ("http" or "https"))
        {
            return null;
        }

        var link = new UriBuilder(node) { Scheme = node.Scheme == "https" ? "wss" : "ws" };
        link.Path = link.Path.TrimEnd('/') + "/agent";
        return link.Uri;
    }

    public Uri Next() => _links[_next++ % _links.Length];
}
