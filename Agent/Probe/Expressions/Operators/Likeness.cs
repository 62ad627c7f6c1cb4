using System.Runtime.CompilerServices;
using Arthas.Probe.Expressions.Members;
using Arthas.Probe.Expressions.Nodes;

namespace Arthas.Probe.Expressions.Operators;

/// <summary>Equals and CompareTo of the values themselves, which may be code of the target.</summary>
internal static class Likeness
{
    private static readonly object Identity = new(), Pure = new(), Code = new();
    private static readonly ConditionalWeakTable<Type, object> Own = [];

    public static bool AreEqual(object left, object right, ref Frame frame, int position)
    {
        // Object's own Equals is identity, which has been asked already.
        var equals = Own.GetValue(left.GetType(), static type => Find(type));
        if (ReferenceEquals(equals, Identity))
        {
            return false;
        }

        if (ReferenceEquals(equals, Code))
        {
            frame.RequireChange($"Equals of {left.GetType()}", position);
        }

        var call = ReferenceEquals(equals, Code) ? frame.Begin(left.GetType(), nameof(Equals), position) : null;
        try
        {
            return left.Equals(right);
        }
        catch (Exception failure)
        {
            throw Failed(left, nameof(Equals), failure, position);
        }
        finally
        {
            frame.End(call);
        }
    }

    /// <summary>Null when they have no order.</summary>
    public static Ordering? Order(object left, object right, ref Frame frame, int position)
    {
        if (left is not IComparable comparable || !left.GetType().IsInstanceOfType(right))
        {
            return null;
        }

        CallInTarget? call = null;
        if (!Purity.IsScalar(left.GetType()))
        {
            frame.RequireChange($"CompareTo of {left.GetType()}", position);
            call = frame.Begin(left.GetType(), nameof(IComparable.CompareTo), position);
        }

        try
        {
            return Comparison.Of(comparable.CompareTo(right));
        }
        catch (Exception failure)
        {
            throw Failed(left, nameof(IComparable.CompareTo), failure, position);
        }
        finally
        {
            frame.End(call);
        }
    }

    private static object Find(Type type)
    {
        var equals = type.GetMethod(nameof(Equals), [typeof(object)]);
        return equals is null || equals.DeclaringType == typeof(object) ? Identity : Purity.IsPure(equals) ? Pure : Code;
    }

    private static ExpressionException Failed(object left, string method, Exception failure, int position) =>
        new($"{method} of {left.GetType()} threw {failure.GetType()}: {failure.Message}", position, failure);
}
