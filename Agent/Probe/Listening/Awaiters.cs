using System.Collections;
using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.CompilerServices;
using Arthas.Probe.Types;

namespace Arthas.Probe.Listening;

/// <summary>An async method that waits, and where.</summary>
/// <param name="Code">Its state machine's.</param>
/// <param name="State">Which of its awaits, from 0.</param>
internal readonly record struct Awaiter(MethodBase Code, int State);

/// <summary>
/// Who waits for a task, and who for him: what is registered to go on when it ends. It is read from fields of the framework;
/// where they are not as expected, the list just ends.
/// </summary>
internal static class Awaiters
{
    private const BindingFlags Fields = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;
    private const int Most = 32;

    private static readonly FieldInfo? Continuation = typeof(Task).GetField("m_continuationObject", Fields);
    private static readonly ConcurrentDictionary<Type, (FieldInfo? Machine, FieldInfo? State, MethodBase? Code)> Boxes = [];

    /// <summary>Innermost first. As long as the task has not ended: then nobody waits any more.</summary>
    public static IReadOnlyList<Awaiter> Of(object task)
    {
        var all = new List<Awaiter>();
        var next = task as Task;
        for (var steps = 0; next is not null && steps < Most; steps++)
        {
            next = WaitingFor(next);
            if (next is not null && In(next) is { } awaiter)
            {
                all.Add(awaiter);
            }
        }

        return all;
    }

    private static Task? WaitingFor(Task task) => Continuation?.GetValue(task) is { } registered ? TaskOf(registered) : null;

    private static Task? TaskOf(object? registered) => registered switch
    {
        Task box => box,
        Delegate { Target: { } target } => target.GetType().Assembly == typeof(Awaiters).Assembly ? null : target as Task ?? TaskOf(Field(target, "_continuation")),
        IEnumerable list => list.Cast<object?>().Select(TaskOf).FirstOrDefault(static t => t is not null),
        not null => TaskOf(Field(registered, "m_action") ?? Field(registered, "m_task")),
        _ => null,
    };

    /// <summary>Null for a task that is no async method's, such as that of WhenAll.</summary>
    private static Awaiter? In(Task box)
    {
        var (machine, state, code) = Boxes.GetOrAdd(box.GetType(), static t => Box(t));
        return code is not null && machine!.GetValue(box) is { } value && state?.GetValue(value) is int at ? new(code, at) : null;
    }

    private static (FieldInfo?, FieldInfo?, MethodBase?) Box(Type type)
    {
        var machine = type.GetField("StateMachine", Fields);
        return machine is not null && typeof(IAsyncStateMachine).IsAssignableFrom(machine.FieldType)
            ? (machine, machine.FieldType.GetField("<>1__state", Fields), StateMachines.MoveNext(machine.FieldType))
            : default;
    }

    private static object? Field(object holder, string name)
    {
        for (var type = holder.GetType(); type is not null; type = type.BaseType)
        {
            if (type.GetField(name, Fields | BindingFlags.DeclaredOnly) is { } field)
            {
                return field.GetValue(holder);
            }
        }

        return null;
    }
}
