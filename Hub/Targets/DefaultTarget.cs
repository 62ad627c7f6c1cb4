using Microsoft.Extensions.Options;

namespace Arthas.Hub.Targets;

/// <summary>What is meant by a request that names no target: <c>Hub:Target</c>, or the demo when the hub started one.</summary>
internal sealed class DefaultTarget(IOptions<HubOptions> options)
{
    private volatile string? _demo;

    public string? Query => _demo ?? options.Value.Target;

    /// <summary>The hub has started this process to be tried on. A target that the user named goes before it.</summary>
    public void SetDemo(int pid) => _demo = options.Value.Target ?? $"pid={pid},host={Environment.MachineName}";
}
