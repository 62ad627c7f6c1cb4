namespace Arthas.Probe.Jobs;

/// <summary>Every <see cref="IProbeCommand"/> of this assembly, by name.</summary>
internal static class ProbeCommands
{
    private static readonly Lazy<Dictionary<string, IProbeCommand>> All = new(() => typeof(ProbeCommands).Assembly.GetTypes()
        .Where(type => type is { IsClass: true, IsAbstract: false } && typeof(IProbeCommand).IsAssignableFrom(type))
        .Select(type => (IProbeCommand)Activator.CreateInstance(type, nonPublic: true)!)
        .ToDictionary(command => command.Name, StringComparer.Ordinal));

    public static IProbeCommand? Find(string name) => All.Value.GetValueOrDefault(name);
}
