namespace Arthas.Contracts.CommandLine;

/// <summary>An option, whatever its values are.</summary>
public interface IOption : IParameter
{
    /// <summary>Its short name without the dash: <c>n</c>; null for none.</summary>
    string? Letter { get; }

    /// <summary>The same option, known by its long name only.</summary>
    IOption WithoutLetter();
}
