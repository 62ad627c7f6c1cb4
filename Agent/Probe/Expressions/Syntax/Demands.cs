using Arthas.Contracts.CommandLine;

namespace Arthas.Probe.Expressions.Syntax;

/// <summary>What the parser saw an expression ask for.</summary>
internal sealed class Demands
{
    /// <summary>The first thing that takes <see cref="Role.Change"/>; null if nothing does.</summary>
    public string? Change { get; private set; }

    public bool Assigns { get; set; }

    public void NeedChange(string what, int position) => Change ??= $"{what} at position {position}";
}
