using System.Diagnostics;
using System.Reflection;
using System.Runtime.Loader;
using Arthas.Probe.Expressions;
using Arthas.Probe.Values;

namespace Arthas.Probe.Listening;

/// <summary>
/// One call as expressions see it: params, target, returnObj and so on as names, <c>#cost</c> as a variable. Used again
/// for the next call of the same thread, since most calls end at a condition that is false.
/// </summary>
internal sealed class CallContext : IRoot
{
    /// <summary>All that expressions may name, variables with their <c>#</c>.</summary>
    public static readonly IReadOnlyCollection<string> Known =
        ["params", "target", "returnObj", "throwExp", "clazz", "method", "loader", "isBefore", "isThrow", "isReturn", "#cost"];

    [ThreadStatic]
    private static CallContext? _idle;

    private MethodBase? _method;
    private object? _target, _result;
    private object?[] _arguments = [];
    private Exception? _exception;
    private CallPoint _point;

    /// <summary>What the listener kept of the call's entry; no name for expressions.</summary>
    public object? State { get; private set; }

    /// <summary>Milliseconds, to the microsecond.</summary>
    public double Milliseconds { get; private set; }

    public IReadOnlyCollection<string> Names => Known;

    public static CallContext Rent(CallPoint point, in HeardCall call, in CallOutcome outcome, object? state = null)
    {
        var context = _idle ?? new CallContext();
        _idle = null;
        context._point = point;
        context._method = call.Method;
        context._target = call.Target;
        context._arguments = call.Arguments;
        context._result = outcome.Result;
        context._exception = outcome.Exception;
        context.State = state;
        context.Milliseconds = Math.Round(outcome.Ticks * 1000.0 / Stopwatch.Frequency, 6);
        return context;
    }

    public void Return()
    {
        (_method, _target, _arguments, _result, _exception, State) = (null, null, [], null, null, null);
        _idle = this;
    }

    public bool TryGet(string name, out object? value)
    {
        (var known, value) = name switch
        {
            "params" => (true, Arguments()),
            "target" => (true, _target),
            "returnObj" => (true, _result ?? Untaken()),
            "throwExp" => (true, _exception),
            "clazz" => (true, _method?.DeclaringType),
            "method" => (true, _method),
            "loader" => (true, _method is null ? null : AssemblyLoadContext.GetLoadContext(_method.Module.Assembly)),
            "isBefore" => (true, _point == CallPoint.Enter),
            "isThrow" => (true, _point == CallPoint.Throw),
            "isReturn" => (true, _point == CallPoint.Return),
            _ => More(name),
        };
        return known;
    }

    private object?[] Arguments()
    {
        if (_method is not null)
        {
            NotTaken.Fill(_arguments, _method);
        }

        return _arguments;
    }

    private NotTaken? Untaken() => _point == CallPoint.Return && _method is MethodInfo method ? NotTaken.For(method.ReturnType) : null;

    /// <summary>What a command adds to the names.</summary>
    private (bool, object?) More(string name) => State is IRoot more && more.TryGet(name, out var value) ? (true, value) : (false, null);

    public bool TryGetVariable(string name, out object? value)
    {
        value = name == "cost" ? Milliseconds : null;
        return value is not null;
    }
}
