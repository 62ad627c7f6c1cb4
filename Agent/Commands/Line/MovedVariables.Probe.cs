using System.Collections.Concurrent;
using System.Reflection;
using Arthas.Probe.Expressions;

namespace Arthas.Probe.Commands.Line;

/// <summary>
/// Variables that the compiler made fields of: <c>&lt;sum&gt;5__2</c> of a state machine, the plain names of what a lambda
/// captures, and <c>this</c> in <c>&lt;&gt;4__this</c>.
/// </summary>
internal sealed class MovedVariables
{
    private const int MaxHolders = 8;

    private static readonly ConcurrentDictionary<Type, FieldInfo[]> Fields = [];

    private readonly OrderedMap _variables;
    private int _holders;

    public MovedVariables(object holder, OrderedMap variables)
    {
        _variables = variables;
        Read(holder);
    }

    /// <summary>Null in a static method.</summary>
    public object? This { get; private set; }

    /// <summary>A local variable that holds an object with variables.</summary>
    public static bool IsHolder(string local) => local.StartsWith("CS$<>8__locals", StringComparison.Ordinal);

    /// <summary>A parameter: it is no local variable then. Null when the code does without it.</summary>
    public object? Take(string parameter)
    {
        _variables.TryGetValue(parameter, out var value);
        _variables.Remove(parameter);
        return value;
    }

    private void Read(object holder)
    {
        foreach (var field in Fields.GetOrAdd(holder.GetType(), static t => t.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)))
        {
            var name = field.Name;
            if (name == "<>4__this")
            {
                This = field.GetValue(holder) is { } self && WrittenMethod.IsMade(self.GetType()) ? ReadThis(self) : field.GetValue(holder);
            }
            else if (IsHolder(name) || name.StartsWith("<>8__", StringComparison.Ordinal))
            {
                ReadHolder(field.GetValue(holder));
            }
            else if (name[0] != '<')
            {
                _variables[name] = field.GetValue(holder);
            }
            else if (name.IndexOf(">5__", StringComparison.Ordinal) is > 1 and var end)
            {
                _variables[name[1..end]] = field.GetValue(holder);
            }
        }
    }

    private object? ReadThis(object lambda)
    {
        ReadHolder(lambda);
        return This == lambda ? null : This;
    }

    private void ReadHolder(object? holder)
    {
        if (holder is not null && ++_holders <= MaxHolders)
        {
            Read(holder);
        }
    }
}
