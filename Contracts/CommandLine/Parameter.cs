namespace Arthas.Contracts.CommandLine;

/// <summary>
/// What a command line may give to a command: declared once, in <c>NAMEOptions.cs</c> beside the command. Its specification
/// is made of it, and whoever runs the command reads the value by it.
/// </summary>
/// <typeparam name="T">
/// <see cref="string"/>, <see cref="int"/>, <see cref="long"/>, <see cref="double"/> or <see cref="bool"/>, nullable where
/// there is no default; a list of strings for several values.
/// </typeparam>
public abstract record Parameter<T> : IParameter
{
    private const string DefaultPlace = "{default}";

    private protected Parameter(string name, string description) => (Name, Description) = (name, description);

    public string Name { get; }

    /// <summary>Has <c>{default}</c> where the help says the default.</summary>
    public string Description { get; init; }

    /// <summary>What is meant where nothing is given.</summary>
    public T Default { get; init; } = default!;

    /// <summary>How the help writes the default, where that is not how it is typed.</summary>
    public Func<T, string>? Shown { get; init; }

    public virtual ValueKind Kind => ParameterValues.KindOf(typeof(T));

    public bool Multiple => typeof(T) == typeof(IReadOnlyList<string>);

    public string Help => Description.Replace(DefaultPlace, DefaultText, StringComparison.Ordinal);

    public string DefaultText => Shown is null ? ParameterValues.Text(Default) : Shown(Default);

    /// <param name="texts">At least one, checked against <see cref="Kind"/>.</param>
    internal T Read(IReadOnlyList<string> texts) => (T)(Multiple ? texts : ParameterValues.Read(Kind, texts[0]));
}
