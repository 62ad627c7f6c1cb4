namespace Arthas.Contracts.CommandLine;

/// <summary>What a command's specification needs of a declared option or argument, whatever its values are.</summary>
public interface IParameter
{
    /// <summary>Without dashes: <c>limits</c>.</summary>
    string Name { get; }

    ValueKind Kind { get; }

    /// <summary>Takes several values.</summary>
    bool Multiple { get; }

    /// <summary>The description, with its default in it.</summary>
    string Help { get; }

    /// <summary>What holds where nothing is given, as the help shows it; empty where there is no such value.</summary>
    string DefaultText { get; }
}
