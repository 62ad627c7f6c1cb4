namespace Arthas.Contracts.CommandLine;

/// <summary>An option that takes a value, or several: <c>-n 5</c>, <c>--limits 5</c>.</summary>
/// <inheritdoc cref="Parameter{T}"/>
public record Option<T>(string Name, string? Letter, string Description) : Parameter<T>(Name, Description), IOption
{
    public IOption WithoutLetter() => this with { Letter = null };
}
