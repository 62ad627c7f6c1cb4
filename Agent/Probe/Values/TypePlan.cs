using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Arthas.Probe.Values;

internal enum Shape
{
    Object,
    Array,
    List,
    Map,

    /// <summary>Stands for another object, which it holds in <see cref="TypePlan.Inner"/>.</summary>
    Wrapper,

    /// <summary>A part of an array or string: Memory, ReadOnlyMemory, ArraySegment.</summary>
    Slice,
    Throwable,
    Task,
    ValueTask,
    Delegate,

    /// <summary>Of the framework, with a text that says it all.</summary>
    Spoken,
    Builder,
}

/// <summary>How values of one type are written: found once by reflection, kept as long as the type.</summary>
internal sealed class TypePlan
{
    private static readonly ConditionalWeakTable<Type, TypePlan> Plans = new();

    private readonly Lazy<FieldPlan[]> _fields;

    private TypePlan(Type type)
    {
        Name = TypeNames.Of(type);
        _fields = new Lazy<FieldPlan[]>(() => FieldPlan.Of(type));
        (Shape, Inner) = Collections.Classify(type);
        Count = Shape is Shape.List or Shape.Map ? Collections.CountOf(type) : null;
    }

    public string Name { get; }

    public Shape Shape { get; }

    /// <summary>The wrapped object's field, of a <see cref="Shape.Wrapper"/>.</summary>
    public FieldInfo? Inner { get; }

    /// <summary>The number of elements; null where counting could block or is unknown.</summary>
    public Func<object, int>? Count { get; }

    public FieldPlan[] Fields => _fields.Value;

    public static TypePlan For(Type type) => Plans.TryGetValue(type, out var plan) ? plan : Plans.GetValue(type, static t => new TypePlan(t));
}

/// <summary>One field of an object, and the name it is written under.</summary>
internal sealed record FieldPlan(string Name, FieldInfo Field, bool Inherited)
{
    /// <summary>Fields of the type and of its bases; the type's own first.</summary>
    public static FieldPlan[] Of(Type type)
    {
        var plans = new List<FieldPlan>();
        var used = new HashSet<string>(StringComparer.Ordinal);
        for (var t = type; t is not null && t != typeof(object) && t != typeof(ValueType); t = t.BaseType)
        {
            const BindingFlags Own = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
            foreach (var field in t.GetFields(Own))
            {
                var name = PropertyName(field.Name);
                if (!used.Add(name) && !used.Add(name = $"{TypeNames.OfDefinition(t)}.{name}"))
                {
                    continue;
                }

                plans.Add(new FieldPlan(name, field, t != type));
            }
        }

        return [.. plans];
    }

    /// <summary>The property of <c>&lt;Total&gt;k__BackingField</c>, of an anonymous type's <c>&lt;Total&gt;i__Field</c>, and a primary constructor's <c>&lt;total&gt;P</c>.</summary>
    public static string PropertyName(string field)
    {
        var end = field.IndexOf('>');
        return field.StartsWith('<') && end > 1 && field[(end + 1)..] is "k__BackingField" or "i__Field" or "P" ? field[1..end] : field;
    }
}
