namespace Arthas.Contracts.CommandLine;

/// <summary>An option that takes no value: it is given or not.</summary>
public sealed record Flag(string Name, string? Letter, string Description) : Option<bool>(Name, Letter, Description)
{
    public override ValueKind Kind => ValueKind.Flag;
}
