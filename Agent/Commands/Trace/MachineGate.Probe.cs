using Arthas.Probe.Weaving;

namespace Arthas.Probe.Commands.Trace;

/// <summary>Turns state machines away while none of their calls is traced.</summary>
internal sealed class MachineGate(Machines machines) : CallGate
{
    public override bool Admits(long whole0, long whole1, long whole2, object? reference0, object? reference1, double real0, double real1) => machines.AreLive;
}
