using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.CompilerServices;
using Arthas.Contracts.CommandLine;
using Arthas.Probe.Values;

namespace Arthas.Probe.Expressions.Members;

/// <summary>
/// Looks up fields and properties by name: public or not, of base classes too, the nearest first; as written before
/// any other case. Keeps what it found for as long as the type lives.
/// </summary>
internal static class MemberFinder
{
    private const BindingFlags Declared =
        BindingFlags.DeclaredOnly | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static;

    private static readonly ConditionalWeakTable<Type, ConcurrentDictionary<(string, bool), ReadableMember?>> Found = [];

    /// <summary>A member that an object of this type has; null if none.</summary>
    public static ReadableMember? Find(Type type, string name) => Find(type, name, isStatic: false);

    /// <summary>A member that the type itself has; null if none.</summary>
    /// <remarks>Java's constants have underscores, MAX_VALUE, where those of .NET have none.</remarks>
    public static ReadableMember? FindStatic(Type type, string name) =>
        Find(type, name, isStatic: true) ?? (name.Contains('_', StringComparison.Ordinal) ? Find(type, name.Replace("_", "", StringComparison.Ordinal), isStatic: true) : null);

    /// <summary>Only what is declared under exactly this name.</summary>
    public static ReadableMember? FindExact(Type type, string name) => Declaration(type, name, StringComparison.Ordinal, isStatic: false);

    /// <summary>Some of the names there are, for the message that one is not.</summary>
    public static string Names(Type type, bool isStatic)
    {
        var names = new List<string>();
        for (var t = type; t is not null && t != typeof(object) && names.Count < 12; t = t.BaseType)
        {
            foreach (var member in t.GetMembers(Declared))
            {
                var fits = member switch
                {
                    PropertyInfo property => property.GetMethod is { } getter && getter.IsStatic == isStatic,
                    FieldInfo field => field.IsStatic == isStatic,
                    _ => false,
                };
                var name = member is FieldInfo captured ? FieldPlan.PropertyName(captured.Name) : member.Name;
                if (fits && !name.Contains('<', StringComparison.Ordinal) && !names.Contains(name))
                {
                    names.Add(name);
                }
            }
        }

        return names.Count == 0 ? "it has none" : "it has " + string.Join(", ", names.GetRange(0, Math.Min(names.Count, 12))) + (names.Count > 12 ? "…" : "");
    }

    private static ReadableMember? Find(Type type, string name, bool isStatic)
    {
        var members = Found.GetValue(type, static _ => new ConcurrentDictionary<(string, bool), ReadableMember?>());
        if (!members.TryGetValue((name, isStatic), out var member))
        {
            member = Declaration(type, name, StringComparison.Ordinal, isStatic)
                ?? (isStatic ? null : PseudoMembers.Find(type, name))
                ?? Declaration(type, name, StringComparison.OrdinalIgnoreCase, isStatic)
                // A parameter of a primary constructor is kept in a field of such a name.
                ?? Declaration(type, $"<{name}>P", StringComparison.Ordinal, isStatic);
            members[(name, isStatic)] = member;
        }

        return member;
    }

    private static ReadableMember? Declaration(Type type, string name, StringComparison comparison, bool isStatic)
    {
        for (var t = type; t is not null; t = t.BaseType)
        {
            if (DeclaredIn(t, name, comparison, isStatic) is { } member)
            {
                return member;
            }
        }

        return isStatic ? null : OfInterface(type, name, comparison);
    }

    private static ReadableMember? DeclaredIn(Type type, string name, StringComparison comparison, bool isStatic)
    {
        foreach (var property in type.GetProperties(Declared))
        {
            if (string.Equals(property.Name, name, comparison) && Readable(property, isStatic) is { } member)
            {
                return member;
            }
        }

        foreach (var field in type.GetFields(Declared))
        {
            if (string.Equals(field.Name, name, comparison) && (field.IsStatic || !isStatic))
            {
                return new FieldMember(field.Name, field);
            }
        }

        return null;
    }

    private static ReadableMember? Readable(PropertyInfo property, bool isStatic)
    {
        if (property.GetMethod is not { } getter || (isStatic && !getter.IsStatic) || property.GetIndexParameters().Length > 0)
        {
            return null;
        }

        if (Getters.Field(property, getter) is { } field)
        {
            return new FieldMember(property.Name, field, property.SetMethod is null ? null : MethodInvoker.Create(property.SetMethod));
        }

        return property.PropertyType is { IsByRefLike: true } or { IsPointer: true }
            ? null
            : new PropertyMember(property.Name, property, getter, property.SetMethod, Purity.IsPure(getter) ? Role.Observe : Role.Change);
    }

    /// <summary>Explicit implementations, which are private under a longer name, and defaults of the interface itself.</summary>
    private static PropertyMember? OfInterface(Type type, string name, StringComparison comparison)
    {
        foreach (var contract in type.GetInterfaces())
        {
            foreach (var property in contract.GetProperties())
            {
                if (!string.Equals(property.Name, name, comparison) || property.GetIndexParameters().Length > 0 || property.GetMethod is not { IsStatic: false } getter)
                {
                    continue;
                }

                var pure = Purity.IsCollection(type);
                return new PropertyMember(property.Name, property, getter, property.SetMethod, pure ? Role.Observe : Role.Change);
            }
        }

        return null;
    }
}
