namespace Arthas.Probe.Weaving.Il;

/// <summary>What follows an opcode.</summary>
internal enum IlOperand : byte
{
    None,
    One,
    Two,
    Four,
    Eight,
    ShortBranch,
    Branch,
    Switch,
    Invalid,
}
