namespace Arthas.Contracts.CommandLine;

/// <summary>What a caller must be allowed to do: read, or call code of the target and change it.</summary>
public enum Role
{
    Observe,
    Change,
}
