namespace Arthas.Probe.Expressions.Nodes;

internal enum Selected
{
    All,
    First,
    Last,
}
