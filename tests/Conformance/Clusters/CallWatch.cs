using Orleans;

namespace Arthas.Conformance.Clusters;

/// <summary>Knows how many calls to grains are under way in a cluster: time that leaps over one of them would be time that it took.</summary>
internal sealed class CallWatch : IOutgoingGrainCallFilter
{
    private int _underWay;

    public bool IsQuiet => Volatile.Read(ref _underWay) == 0;

    public async Task Invoke(IOutgoingGrainCallContext context)
    {
        if (context.InterfaceName?.StartsWith("arthas", StringComparison.OrdinalIgnoreCase) is not true
            && context.InterfaceMethod.DeclaringType?.Namespace?.StartsWith("Arthas", StringComparison.Ordinal) is not true)
        {
            await context.Invoke();
            return;
        }

        Interlocked.Increment(ref _underWay);
        try
        {
            await context.Invoke();
        }
        finally
        {
            Interlocked.Decrement(ref _underWay);
        }
    }
}
