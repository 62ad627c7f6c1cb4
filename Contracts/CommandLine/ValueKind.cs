namespace Arthas.Contracts.CommandLine;

public enum ValueKind
{
    Text,
    Int32,
    Int64,
    Double,
    Boolean,

    /// <summary>An option that takes no value.</summary>
    Flag,
}
