using Arthas.Silo.Nodes;

namespace Arthas.Hub.Nodes;

/// <summary>This node as grains know it. Made when it is first needed: the silo, or the client of silos, has started by then.</summary>
internal sealed class HubNodeReference(IGrainFactory grains, IServiceProvider services)
{
    private readonly Lazy<IHubNode> _node = new(() => grains.CreateObjectReference<IHubNode>(services.GetRequiredService<HubNode>()));

    public IHubNode Value => _node.Value;

    public string Text => Write(Value);

    /// <summary>A node in text, for those who know nothing of grains.</summary>
    public static string Write(IHubNode node) => node.GetGrainId().ToString();

    public IHubNode Read(string text) => grains.GetGrain<IHubNode>(GrainId.Parse(text, null));
}
