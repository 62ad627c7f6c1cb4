using System.Reflection;
using Arthas.Commands;
using Arthas.Contracts.CommandLine;
using Arthas.Probe.Options;
using Arthas.Probe.Types;

namespace Arthas.Probe.Listening;

/// <summary>The classes and methods that an enhancing command's patterns name.</summary>
internal class EnhanceTargets
{
    private readonly ParsedCommand _command;
    private readonly string _named;
    private readonly NamePattern _classes, _methods;
    private readonly NamePattern? _excluded;
    private readonly NamePattern[] _levels;

    /// <param name="command">Its options say the rest.</param>
    /// <param name="classes">The pattern of the classes.</param>
    /// <exception cref="PatternException">A pattern is wrong.</exception>
    public EnhanceTargets(ParsedCommand command, string classes)
    {
        _command = command;
        _named = classes;
        var regex = command.Value(ClassOptions.Regex);
        _classes = NamePattern.ForTypes(classes, regex);
        _methods = NamePattern.ForMethods(command.Value(ClassOptions.MethodPattern), regex);
        _levels = [.. command.Value(TraceOptions.Path).Select(level => NamePattern.ForTypes(level, regex))];
        _excluded = command.Value(EnhancingOptions.Excluded) is { } excluded ? NamePattern.ForTypes(excluded, regex) : null;
    }

    /// <summary>Matching types with anything to weave.</summary>
    public List<Type> Types() => [.. TypeSearch.Run(_command, _named).Union(_levels.SelectMany(level => TypeFinder.Find(level, TypeSearch.Loader(_command)))).Where(IsWanted)];

    /// <summary>All methods of a class that is a level of a trace (<c>-p</c>), else those that the pattern names.</summary>
    public virtual List<MethodBase> Methods(IEnumerable<Type> types) =>
        [.. types.SelectMany(t => MethodFinder.Find(t, IsLevel(t) ? NamePattern.Any : _methods)).Where(static m => !m.IsAbstract)];

    private bool IsLevel(Type type) => Array.Exists(_levels, level => level.Matches(TypeFinder.NameOf(type)));

    private bool IsWanted(Type type)
    {
        if (_excluded?.Matches(TypeFinder.NameOf(type)) == true)
        {
            return false;
        }

        // A wildcard does not mean the runtime's own classes; one named in full is refused with a reason later on.
        if ((_classes.Exact is null || IsLevel(type)) && !Array.Exists(_levels, level => level.Exact == TypeFinder.NameOf(type)) && type.Assembly == typeof(object).Assembly && !TargetOptions.Unsafe.IsOn)
        {
            return false;
        }

        return MethodFinder.Find(type, NamePattern.Any).Any(MethodFinder.HasBody);
    }
}
