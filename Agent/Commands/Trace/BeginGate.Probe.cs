using Arthas.Probe.Weaving;

namespace Arthas.Probe.Commands.Trace;

/// <summary>Also a call that is turned away shows that the async method itself is heard, so that its state machines need not be.</summary>
internal sealed class BeginGate(CallGate gate, Machines machines) : CallGate
{
    public override bool Admits(long whole0, long whole1, long whole2, object? reference0, object? reference1, double real0, double real1)
    {
        machines.Heard();
        return gate.Admits(whole0, whole1, whole2, reference0, reference1, real0, real1);
    }
}
