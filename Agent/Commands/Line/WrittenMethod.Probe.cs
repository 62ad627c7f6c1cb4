using System.Reflection;
using Arthas.Probe.Types;
using Arthas.Probe.Values;

namespace Arthas.Probe.Commands.Line;

/// <summary>
/// A method with code, and the one its author wrote: the compiler moves async methods, iterators and lambdas into classes
/// of its own, where parameters and variables are fields.
/// </summary>
internal sealed class WrittenMethod
{
    private const BindingFlags Declared = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private WrittenMethod(MethodBase code, MethodBase written, Type owner)
    {
        Code = code;
        Written = written;
        ClassName = TypeNames.OfDefinition(owner);
        Arguments = [.. written.GetParameters().Select(static (p, i) => p.Name ?? $"arg{i}")];
    }

    /// <summary>What runs.</summary>
    public MethodBase Code { get; }

    /// <summary>What was written; a lambda has no other than what runs.</summary>
    public MethodBase Written { get; }

    public string ClassName { get; }

    public IReadOnlyList<string> Arguments { get; }

    /// <summary><c>this</c> is an object of the compiler's, whose fields are the variables.</summary>
    public bool IsMoved => Code.DeclaringType is { } type && IsMade(type);

    /// <summary>Its parameters are fields, too.</summary>
    public bool IsStateMachine => Code != Written;

    /// <summary>All of a class, what the compiler made of them included.</summary>
    public static IEnumerable<WrittenMethod> Of(Type type)
    {
        var own = MethodFinder.Find(type, NamePattern.Any).ToList();
        var machines = own.Concat(Made(type).SelectMany(static t => MethodFinder.Find(t, NamePattern.Any)))
            .Select(static m => (Method: m, Machine: StateMachines.Of(m, iterators: true))).Where(static m => m.Machine is not null)
            .DistinctBy(static m => m.Machine).ToDictionary(static m => m.Machine!, static m => m.Method);
        foreach (var code in own.Concat(Made(type).SelectMany(static t => MethodFinder.Find(t, NamePattern.Any))).Where(MethodFinder.HasBody))
        {
            var written = code.Name == "MoveNext" && machines.TryGetValue(code.DeclaringType!, out var origin) ? origin : code;
            yield return new(code, written, type);
        }
    }

    public static bool IsMade(Type type) => type.IsNested && type.Name.StartsWith('<');

    /// <summary>By its own name, or that of the method it stands in.</summary>
    public bool IsNamed(NamePattern pattern) =>
        pattern.Matches(Written.Name) || (Written.Name is ['<', ..] name && name.IndexOf('>', StringComparison.Ordinal) is > 1 and var end && pattern.Matches(name[1..end]));

    private static IEnumerable<Type> Made(Type type) => type.GetNestedTypes(Declared).Where(IsMade).SelectMany(static t => Made(t).Prepend(t));
}
