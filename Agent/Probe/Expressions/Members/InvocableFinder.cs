using System.Reflection;
using Arthas.Contracts.CommandLine;
using Arthas.Probe.Expressions.Operators;

namespace Arthas.Probe.Expressions.Members;

/// <summary>
/// What <c>source.name(arguments)</c> calls: a method as written, else what Java's name stands for, else a method in
/// other case, else a property (<c>Count()</c>, <c>getName()</c>, <c>setName(x)</c>), else a delegate in one.
/// </summary>
internal static class InvocableFinder
{
    public static Invocable Find(Type type, string name, object?[] arguments, int position)
    {
        var exact = Methods.Find(type, name, isStatic: false, anyCase: false);
        return Choose(exact, name, arguments, position)
            ?? JavaCalls.Find(type, name, arguments)
            ?? Choose(Methods.Find(type, JavaCalls.Translate(name), isStatic: false, anyCase: true), name, arguments, position)
            ?? OfProperty(type, name, arguments)
            ?? throw None(type, name, arguments, Methods.Find(type, name, isStatic: false, anyCase: true), position);
    }

    public static Invocable FindStatic(Type type, string name, object?[] arguments, int position) =>
        Choose(Methods.Find(type, name, isStatic: true, anyCase: false), name, arguments, position)
        ?? Choose(Methods.Find(type, JavaCalls.TranslateStatic(type, name), isStatic: true, anyCase: true), name, arguments, position)
        ?? (arguments.Length == 0 && MemberFinder.FindStatic(type, name) is { } member ? Read(type, member) : null)
        ?? throw None(type, name, arguments, Methods.Find(type, name, isStatic: true, anyCase: true), position);

    /// <summary>Whether there is any, whatever its arguments: known before they are.</summary>
    public static bool HasStatic(Type type, string name) =>
        Methods.Find(type, JavaCalls.TranslateStatic(type, name), isStatic: true, anyCase: true).Length > 0 || MemberFinder.FindStatic(type, name) is not null;

    public static Invocable FindConstructor(Type type, object?[] arguments, int position)
    {
        var all = Methods.Constructors(type);
        if (arguments.Length == 0 && type.IsValueType)
        {
            return new Invocable($"new {type}", Role.Observe, (_, _, _) => Activator.CreateInstance(type));
        }

        if (type == typeof(string) && arguments is [string])
        {
            return new Invocable("new System.String", Role.Observe, (_, values, _) => values[0]);
        }

        return Choose(all, $"new {type.Name}", arguments, position) ?? throw None(type, "constructor", arguments, all, position);
    }

    private static Invocable? Choose(MethodBase[] candidates, string name, object?[] arguments, int position)
    {
        var (chosen, rival) = Overloads.Choose(candidates, arguments);
        if (rival is not null)
        {
            throw new ExpressionException(
                $"'{name}({Overloads.Shown(arguments)})' could be any of {All(candidates)}", position);
        }

        return chosen is null ? null : Invocable.Of(chosen);
    }

    private static Invocable? OfProperty(Type type, string name, object?[] arguments)
    {
        if (arguments.Length == 0)
        {
            var member = MemberFinder.Find(type, name) ?? Without(type, name, "get") ?? Without(type, name, "is");
            if (member is not null && !typeof(Delegate).IsAssignableFrom(member.Type))
            {
                return Read(type, member);
            }
        }

        if (arguments.Length == 1 && Without(type, name, "set") is { IsWritable: true } written)
        {
            return new Invocable($"{type}.{written.Name}", Role.Change, (source, values, position) =>
            {
                written.Set(source, Conversion.Convert(values[0], written.Type, position));
                return null;
            }) { Writes = true };
        }

        return MemberFinder.Find(type, name) is { } field && typeof(Delegate).IsAssignableFrom(field.Type)
            && field.Type.GetMethod("Invoke") is { } invoke && Overloads.Choose([invoke], arguments).Chosen is { } call
                ? new Invocable($"{type}.{field.Name}", Role.Change, (source, values, position) => call.Invoke(
                    field.Get(source) ?? throw new ExpressionException($"the delegate '{name}' is null", position), values, position))
                : null;
    }

    private static Invocable Read(Type type, ReadableMember member) =>
        new($"{type}.{member.Name}", member.Role, (source, _, _) => member.Get(source));

    private static ReadableMember? Without(Type type, string name, string prefix) =>
        name.Length > prefix.Length && name.StartsWith(prefix, StringComparison.Ordinal) && !char.IsLower(name[prefix.Length])
            ? MemberFinder.Find(type, char.ToLowerInvariant(name[prefix.Length]) + name[(prefix.Length + 1)..])
            : null;

    private static ExpressionException None(Type type, string name, object?[] arguments, MethodBase[] similar, int position) => new(
        similar.Length == 0
            ? $"no method '{name}' in {type}"
            : $"no '{name}' of {type} takes ({Overloads.Shown(arguments)}); there are {All(similar)}",
        position);

    private static string All(MethodBase[] methods) =>
        string.Join(", ", Array.ConvertAll(methods[..Math.Min(methods.Length, 10)], Overloads.Shown)) + (methods.Length > 10 ? "…" : "");
}
