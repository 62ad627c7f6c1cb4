using System.Collections;
using System.Runtime.CompilerServices;
using Arthas.Contracts.CommandLine;
using Arthas.Probe.Expressions.Operators;

namespace Arthas.Probe.Expressions.Members;

/// <summary>Looks keys up in one type of dictionary, whatever interface it offers.</summary>
internal abstract class DictionaryReader(Type keyType, Role role)
{
    private static readonly ConditionalWeakTable<Type, DictionaryReader> Readers = [];
    private static readonly DictionaryReader None = new NonGeneric(Role.Change);

    public Type KeyType { get; } = keyType;

    public Role Role { get; } = role;

    /// <summary>Null for a type that is no dictionary.</summary>
    public static DictionaryReader? For(Type type)
    {
        var reader = Readers.GetValue(type, static t => Make(t) ?? None);
        return ReferenceEquals(reader, None) ? null : reader;
    }

    /// <summary>False when there is no such key, or nothing like it can be one.</summary>
    public bool TryGet(object dictionary, object? key, out object? value)
    {
        value = null;
        return key is not null && Conversion.TryConvert(key, KeyType, out var converted) && converted is not null
            && (TryFind(dictionary, converted, out value)
                || (KeyType == typeof(object) && Otherwise(converted) is { } other && TryFind(dictionary, other, out value)));
    }

    public void Set(object dictionary, object? key, object? value, int position) =>
        Store(dictionary, Conversion.Convert(key, KeyType, position)!, value, position);

    /// <summary>A one-character literal is a char, and most who write it mean a text.</summary>
    private static object? Otherwise(object key) => key switch
    {
        char c => c.ToString(),
        string { Length: 1 } text => text[0],
        _ => null,
    };

    protected abstract bool TryFind(object dictionary, object key, out object? value);

    protected abstract void Store(object dictionary, object key, object? value, int position);

    private static DictionaryReader? Make(Type type)
    {
        if (type == typeof(OrderedMap))
        {
            return new NonGeneric(Role.Observe);
        }

        Type? readOnly = null;
        foreach (var contract in type.GetInterfaces())
        {
            if (!contract.IsGenericType)
            {
                continue;
            }

            var definition = contract.GetGenericTypeDefinition();
            if (definition == typeof(IDictionary<,>))
            {
                return Close(typeof(Generic<,>), contract, type);
            }

            readOnly = definition == typeof(IReadOnlyDictionary<,>) ? contract : readOnly;
        }

        return readOnly is not null ? Close(typeof(ReadOnly<,>), readOnly, type)
            : typeof(IDictionary).IsAssignableFrom(type) ? new NonGeneric(Purity.IsCollection(type) ? Role.Observe : Role.Change)
            : null;
    }

    private static DictionaryReader Close(Type reader, Type contract, Type type)
    {
        var arguments = contract.GetGenericArguments();
        var role = Purity.IsCollection(type) && Purity.IsScalar(arguments[0]) ? Role.Observe : Role.Change;
        return (DictionaryReader)Activator.CreateInstance(reader.MakeGenericType(arguments), role)!;
    }

    private sealed class Generic<TKey, TValue>(Role role) : DictionaryReader(typeof(TKey), role)
        where TKey : notnull
    {
        protected override bool TryFind(object dictionary, object key, out object? value)
        {
            var found = ((IDictionary<TKey, TValue>)dictionary).TryGetValue((TKey)key, out var typed);
            value = typed;
            return found;
        }

        protected override void Store(object dictionary, object key, object? value, int position) =>
            ((IDictionary<TKey, TValue>)dictionary)[(TKey)key] = (TValue)Conversion.Convert(value, typeof(TValue), position)!;
    }

    private sealed class ReadOnly<TKey, TValue>(Role role) : DictionaryReader(typeof(TKey), role)
        where TKey : notnull
    {
        protected override bool TryFind(object dictionary, object key, out object? value)
        {
            var found = ((IReadOnlyDictionary<TKey, TValue>)dictionary).TryGetValue((TKey)key, out var typed);
            value = typed;
            return found;
        }

        protected override void Store(object dictionary, object key, object? value, int position) =>
            throw new ExpressionException($"{dictionary.GetType()} is read-only", position);
    }

    private sealed class NonGeneric(Role role) : DictionaryReader(typeof(object), role)
    {
        protected override bool TryFind(object dictionary, object key, out object? value)
        {
            var map = (IDictionary)dictionary;
            var found = map.Contains(key);
            value = found ? map[key] : null;
            return found;
        }

        protected override void Store(object dictionary, object key, object? value, int position) => ((IDictionary)dictionary)[key] = value;
    }
}
