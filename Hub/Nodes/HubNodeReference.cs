using Arthas.Silo.Nodes;

namespace Arthas.Hub.Nodes;

/// <summary>This node as grains know it. Made when it is first needed: the silo, or the client of silos, has started by then.</summary>
internal sealed class HubNodeReference(IGrainFactory grains, IServiceProvider services, IClusterMembershipService? members = null)
{
    /// <summary>How Orleans begins the key of what lives in a silo's process without being a grain; the silo's address follows.</summary>
    private const string InSilo = "hosted-";

    private readonly Lazy<IHubNode> _node = new(() => grains.CreateObjectReference<IHubNode>(services.GetRequiredService<HubNode>()));

    public IHubNode Value => _node.Value;

    public string Text => Write(Value);

    /// <summary>A node in text, for those who know nothing of grains.</summary>
    public static string Write(IHubNode node) => node.GetGrainId().ToString();

    public IHubNode Read(string text) => grains.GetGrain<IHubNode>(GrainId.Parse(text, null));

    /// <summary>Its process is known to be dead. That takes a while to be known, and of a node without a silo it never is.</summary>
    public bool IsGone(IHubNode node)
    {
        var key = node.GetGrainId().Key.ToString() ?? "";
        return members is not null
            && key.StartsWith(InSilo, StringComparison.Ordinal)
            && members.CurrentSnapshot.GetSiloStatus(SiloAddress.FromParsableString(key[InSilo.Length..].Split('+')[0])) == SiloStatus.Dead;
    }
}
