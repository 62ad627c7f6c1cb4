namespace Arthas.Contracts.CommandLine;

/// <summary>How a command's results carry the values of the target.</summary>
public enum ValueForm
{
    /// <summary>As JSON, with dates in milliseconds since 1970.</summary>
    Json,

    /// <summary>As a string, <c>@Type[…]</c>, that a person reads as it stands; dates as texts.</summary>
    Text,
}
