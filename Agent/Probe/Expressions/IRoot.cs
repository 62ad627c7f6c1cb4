namespace Arthas.Probe.Expressions;

/// <summary>A root whose properties are given by name rather than by reflection: params, returnObj and so on.</summary>
public interface IRoot
{
    /// <summary>What <see cref="TryGet"/> knows, for the message about a name it does not know.</summary>
    IReadOnlyCollection<string> Names => [];

    bool TryGet(string name, out object? value);

    /// <summary>The value of <c>#name</c>, such as <c>cost</c>: spares a dictionary for each evaluation.</summary>
    bool TryGetVariable(string name, out object? value)
    {
        value = null;
        return false;
    }
}
