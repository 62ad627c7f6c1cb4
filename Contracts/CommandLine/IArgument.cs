namespace Arthas.Contracts.CommandLine;

/// <summary>An argument, whatever its values are.</summary>
public interface IArgument : IParameter
{
    /// <summary>Without it the command does not run.</summary>
    bool Required { get; }
}
