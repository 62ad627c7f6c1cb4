using Arthas.Contracts.CommandLine;

namespace Arthas.Probe.Expressions.Members;

/// <summary>What a call leads to: a method, or what stands for one.</summary>
internal sealed class Invocable(string shown, Role role, Func<object?, object?[], int, object?> invoke)
{
    /// <summary>For messages, such as <c>demo.Shop.Total</c>.</summary>
    public string Shown { get; } = shown;

    public Role Role { get; } = role;

    /// <summary>It writes to the object it is called on, as a setter does.</summary>
    public bool Writes { get; init; }

    public object? Invoke(object? source, object?[] arguments, int position) => invoke(source, arguments, position);

    public static Invocable Of(Callable callable) =>
        new($"{callable.Method.DeclaringType}.{callable.Method.Name}", callable.Role, callable.Invoke);
}
