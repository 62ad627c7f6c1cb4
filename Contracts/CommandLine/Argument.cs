namespace Arthas.Contracts.CommandLine;

/// <summary>What stands at a place of its own in the line, by which it is known.</summary>
/// <inheritdoc cref="Parameter{T}"/>
public sealed record Argument<T>(string Name, string Description) : Parameter<T>(Name, Description), IArgument
{
    public bool Required { get; init; }
}
