using System.Reflection;
using System.Runtime.CompilerServices;
using Arthas.Contracts.CommandLine;
using Arthas.Probe.Expressions.Operators;

namespace Arthas.Probe.Expressions.Members;

/// <summary>A method or constructor, ready to be called with arguments that are converted to its parameters' types.</summary>
internal sealed class Callable
{
    private static readonly ConditionalWeakTable<MethodBase, Callable> Plain = [];
    private static readonly ConditionalWeakTable<MethodBase, Callable> Expanding = [];

    private readonly MethodInvoker? _method;
    private readonly ConstructorInvoker? _constructor;
    private readonly ParameterInfo[] _parameters;
    private readonly bool _expands;

    private Callable(MethodBase method, bool expands)
    {
        Method = method;
        Role = Purity.IsPure(method) ? Role.Observe : Role.Change;
        _method = method is MethodInfo ? MethodInvoker.Create(method) : null;
        _constructor = method is ConstructorInfo constructor ? ConstructorInvoker.Create(constructor) : null;
        _parameters = method.GetParameters();
        _expands = expands;
    }

    /// <summary>One for a method: an invoker gets faster with use.</summary>
    /// <param name="expands">The last arguments go into its <c>params</c> array.</param>
    public static Callable For(MethodBase method, bool expands) =>
        (expands ? Expanding : Plain).GetValue(method, expands ? static m => new Callable(m, true) : static m => new Callable(m, false));

    public MethodBase Method { get; }

    public Role Role { get; }

    /// <exception cref="ExpressionException">An argument does not convert.</exception>
    public object? Invoke(object? source, object?[] arguments, int position)
    {
        var values = new object?[_parameters.Length];
        for (var i = 0; i < values.Length; i++)
        {
            var parameter = _parameters[i];
            values[i] = _expands && i == values.Length - 1 ? Rest(parameter, arguments, i, position)
                : i < arguments.Length ? Conversion.Convert(arguments[i], parameter.ParameterType, position)
                : parameter.DefaultValue;
        }

        return _method is not null
            ? _method.Invoke(Method.IsStatic ? null : source, new Span<object?>(values))
            : _constructor!.Invoke(new Span<object?>(values));
    }

    private static Array Rest(ParameterInfo parameter, object?[] arguments, int first, int position)
    {
        var element = parameter.ParameterType.GetElementType()!;
        var rest = Array.CreateInstance(element, Math.Max(0, arguments.Length - first));
        for (var i = 0; i < rest.Length; i++)
        {
            rest.SetValue(Conversion.Convert(arguments[first + i], element, position), i);
        }

        return rest;
    }
}
