using System.Reflection;
using Arthas.Commands;
using Arthas.Contracts.CommandLine;
using Arthas.Probe.Types;

namespace Arthas.Probe.Commands.Trace;

/// <summary>Which of the woven methods begin a tree: with <c>-p</c>, those of its classes are only levels of one.</summary>
internal sealed class TraceRoots
{
    private readonly NamePattern? _classes;
    private readonly NamePattern _methods;

    private TraceRoots(NamePattern? classes, NamePattern methods) => (_classes, _methods) = (classes, methods);

    /// <exception cref="PatternException">A pattern is wrong.</exception>
    public static TraceRoots Of(ParsedCommand command)
    {
        var regex = command.Value(ClassOptions.Regex);
        return new(
            command.Has(TraceOptions.Path) ? NamePattern.ForTypes(command.Value(TraceOptions.ClassPattern) ?? "", regex) : null,
            NamePattern.ForMethods(command.Value(TraceOptions.MethodPattern), regex));
    }

    /// <summary>Some of the woven methods may be none of these.</summary>
    public bool HasLevels => _classes is not null;

    public bool Has(MethodBase method) => _classes is null || (_methods.Matches(method.Name) && method.DeclaringType is { } type && Matches(type, _classes));

    private static bool Matches(Type type, NamePattern classes)
    {
        for (var t = type; t is not null; t = t.BaseType)
        {
            if (classes.Matches(NameOf(t)))
            {
                return true;
            }
        }

        return type.GetInterfaces().Any(i => classes.Matches(NameOf(i)));
    }

    private static string NameOf(Type type) => TypeFinder.NameOf(type is { IsGenericType: true, IsGenericTypeDefinition: false } ? type.GetGenericTypeDefinition() : type);
}
