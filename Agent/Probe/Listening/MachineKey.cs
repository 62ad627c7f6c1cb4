using System.Reflection;
using System.Runtime.CompilerServices;

namespace Arthas.Probe.Listening;

/// <summary>
/// What tells one state machine from another: itself when it is a class, as the compiler makes it without optimisation;
/// else the task that its builder makes when it is suspended for the first time, which is the box it lives in from then on.
/// </summary>
internal static class MachineKey
{
    private const BindingFlags Fields = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    private static readonly ConditionalWeakTable<Type, FieldInfo[]> Paths = new();

    /// <summary>Null before it was ever suspended, and for a builder that we do not know.</summary>
    public static object? Of(object machine)
    {
        if (machine is not ValueType)
        {
            return machine;
        }

        return TaskOf(machine);
    }

    /// <summary>The task that its builder made; null before it was ever suspended, and for a builder that we do not know.</summary>
    public static object? TaskOf(object machine)
    {
        object? value = machine;
        foreach (var field in Paths.GetValue(machine.GetType(), PathOf))
        {
            value = field.GetValue(value);
        }

        return value is ValueType ? null : value;
    }

    private static FieldInfo[] PathOf(Type machine)
    {
        var path = new List<FieldInfo>();
        for (var field = machine.GetField("<>t__builder", Fields); field is not null;)
        {
            path.Add(field);
            var builder = field.FieldType;
            field = builder.IsValueType ? builder.GetField("m_task", Fields) ?? builder.GetField("_builder", Fields) : null;
        }

        return [.. path];
    }
}
