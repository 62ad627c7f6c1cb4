using System.Collections;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.Loader;
using Arthas.Probe.Expressions;

namespace Arthas.Probe.Listening;

/// <summary>
/// One call as expressions see it: params, target, returnObj and so on as names, <c>#cost</c> as a variable. Used again
/// for the next call of the same thread, since most calls end at a condition that is false.
/// </summary>
internal sealed class CallContext : IRoot, IReadOnlyDictionary<string, object?>
{
    private const string Cost = "cost";

    [ThreadStatic]
    private static CallContext? _idle;

    private MethodBase? _method;
    private object? _target, _result;
    private object?[] _arguments = [];
    private Exception? _exception;
    private CallPoint _point;

    /// <summary>Milliseconds, to the microsecond.</summary>
    public double Milliseconds { get; private set; }

    public int Count => 1;

    public IEnumerable<string> Keys => [Cost];

    public IEnumerable<object?> Values => [Milliseconds];

    public object? this[string key] => TryGetValue(key, out var value) ? value : throw new KeyNotFoundException(key);

    public static CallContext Rent(CallPoint point, MethodBase method, object? target, object?[] arguments, object? result, Exception? exception, long ticks)
    {
        var context = _idle ?? new CallContext();
        _idle = null;
        context._point = point;
        context._method = method;
        context._target = target;
        context._arguments = arguments;
        context._result = result;
        context._exception = exception;
        context.Milliseconds = Math.Round(ticks * 1000.0 / Stopwatch.Frequency, 6);
        return context;
    }

    public void Return()
    {
        (_method, _target, _arguments, _result, _exception) = (null, null, [], null, null);
        _idle = this;
    }

    public bool TryGet(string name, out object? value)
    {
        (var known, value) = name switch
        {
            "params" => (true, _arguments),
            "target" => (true, _target),
            "returnObj" => (true, _result),
            "throwExp" => (true, _exception),
            "clazz" => (true, _method?.DeclaringType),
            "method" => (true, _method),
            "loader" => (true, _method is null ? null : AssemblyLoadContext.GetLoadContext(_method.Module.Assembly)),
            "isBefore" => (true, _point == CallPoint.Enter),
            "isThrow" => (true, _point == CallPoint.Throw),
            "isReturn" => (true, _point == CallPoint.Return),
            _ => (false, (object?)null),
        };
        return known;
    }

    public bool ContainsKey(string key) => key == Cost;

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out object? value)
    {
        value = key == Cost ? Milliseconds : null;
        return key == Cost;
    }

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator()
    {
        yield return new(Cost, Milliseconds);
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
