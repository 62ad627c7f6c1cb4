using System.Reflection;
using System.Runtime.CompilerServices;
using Arthas.Probe.Commands.Line;
using Arthas.Probe.Expressions;

namespace Arthas.Probe.Commands.Trace;

/// <summary>
/// An async call whose method is compiled into its caller: into code made at run time, as that which calls ASP.NET Core's
/// actions, it stays so. Its state machine tells of it all the same.
/// </summary>
internal sealed class UnheardCall
{
    private const int Begins = -1;

    private static readonly ConditionalWeakTable<Type, FieldInfo?> States = new();

    private UnheardCall(object? target, object?[] arguments) => (Target, Arguments) = (target, arguments);

    public object? Target { get; }

    /// <summary>Null where the code does without the parameter.</summary>
    public object?[] Arguments { get; }

    /// <summary>Null when the machine goes on with a call that began before.</summary>
    public static UnheardCall? Of(MethodBase method, object machine)
    {
        if (States.GetValue(machine.GetType(), static t => t.GetField("<>1__state"))?.GetValue(machine) is not Begins)
        {
            return null;
        }

        var variables = new MovedVariables(machine, new OrderedMap());
        return new(variables.This, [.. method.GetParameters().Select(p => variables.Take(p.Name ?? ""))]);
    }
}
