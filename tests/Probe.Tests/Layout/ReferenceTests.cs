using Arthas.Probe.Jobs;

namespace Arthas.Probe.Tests.Layout;

public sealed class ReferenceTests
{
    /// <summary>It is loaded into somebody else's process: what it shares with the agent is compiled into it.</summary>
    [Fact]
    public void Probe_refersToTheFrameworkOnly() => Assert.All(
        typeof(ProbeJob).Assembly.GetReferencedAssemblies(),
        reference => Assert.StartsWith("System.", reference.Name, StringComparison.Ordinal));
}
