using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;
using Arthas.Contracts.CommandLine;
using Arthas.Probe.Values;

namespace Arthas.Probe.Expressions.Members;

/// <summary>
/// The allow-list of observing: members of the framework that read and do nothing else, in bounded time and memory.
/// What is not on it counts as <see cref="Role.Change"/>.
/// </summary>
internal static class Purity
{
    private static readonly ConditionalWeakTable<Type, object> Collections = [];

    private static readonly HashSet<Type> Scalars =
    [
        typeof(bool), typeof(char), typeof(sbyte), typeof(byte), typeof(short), typeof(ushort), typeof(int), typeof(uint),
        typeof(long), typeof(ulong), typeof(nint), typeof(nuint), typeof(Half), typeof(float), typeof(double), typeof(decimal),
        typeof(Int128), typeof(UInt128), typeof(string), typeof(DateTime), typeof(DateTimeOffset), typeof(DateOnly),
        typeof(TimeOnly), typeof(TimeSpan), typeof(Guid), typeof(Version), typeof(Index), typeof(Range),
    ];

    /// <summary>A method may only need <see cref="Role.Observe"/> when it has one of these names.</summary>
    private static readonly HashSet<string> MethodNames = new(StringComparer.OrdinalIgnoreCase)
    {
        "GetType", "GetClass", "ToString", "Equals", "GetHashCode", "HashCode", "CompareTo", "Size", "Length", "Count", "IsEmpty", "Get",
        "KeySet", "Keys", "Values", "EntrySet", "ContainsKey", "ContainsValue", "Contains", "IndexOf", "LastIndexOf", "StartsWith", "EndsWith",
        "IndexOfAny", "Substring", "Trim", "TrimStart", "TrimEnd", "ToUpper", "ToLower", "ToUpperInvariant", "ToLowerInvariant", "ToUpperCase",
        "ToLowerCase", "Split", "CharAt", "EqualsIgnoreCase", "ToCharArray", "IntValue", "LongValue", "DoubleValue", "FloatValue", "Name",
        "Ordinal", "GetName", "GetSimpleName", "GetMessage", "GetLocalizedMessage", "GetStackTrace", "GetCause", "GetKey", "GetValue", "GetLength", "GetUpperBound", "GetLowerBound",
        "HasFlag", "GetValueOrDefault", "Peek", "AddDays", "AddHours", "AddMinutes", "AddSeconds", "AddMilliseconds",
        "ToUniversalTime", "ToLocalTime", "ToUnixTimeSeconds", "ToUnixTimeMilliseconds", "IsInstanceOfType", "IsAssignableFrom",
        "GetGenericArguments", "GetElementType", "GetBaseException", "IsSubclassOf",
    };

    // Left out on purpose: what fills memory for a few characters of expression (PadLeft, Replace, ToString("D99999999")).
    private static readonly Dictionary<Type, HashSet<string>> Methods = new()
    {
        [typeof(object)] = ["GetType", "Equals", "GetHashCode", "ReferenceEquals"],
        [typeof(Enum)] = ["ToString", "Equals", "GetHashCode", "CompareTo", "HasFlag"],
        [typeof(string)] =
        [
            "ToString", "Equals", "GetHashCode", "CompareTo", "Contains", "IndexOf", "LastIndexOf", "IndexOfAny", "StartsWith", "EndsWith",
            "Substring", "Trim", "TrimStart", "TrimEnd", "ToUpper", "ToLower", "ToUpperInvariant", "ToLowerInvariant", "Split", "ToCharArray",
            "IsNullOrEmpty", "IsNullOrWhiteSpace", "Compare", "CompareOrdinal", "get_Chars",
        ],
        [typeof(DateTime)] =
        [
            "AddDays", "AddHours", "AddMinutes", "AddSeconds", "AddMilliseconds", "Add", "Subtract", "ToUniversalTime", "ToLocalTime", "Parse",
        ],
        [typeof(DateTimeOffset)] =
        [
            "AddDays", "AddHours", "AddMinutes", "AddSeconds", "AddMilliseconds", "Add", "Subtract", "ToUniversalTime", "ToLocalTime",
            "ToUnixTimeSeconds", "ToUnixTimeMilliseconds", "FromUnixTimeSeconds", "FromUnixTimeMilliseconds", "Parse",
        ],
        [typeof(TimeSpan)] =
        [
            "Add", "Subtract", "FromDays", "FromHours", "FromMinutes", "FromSeconds", "FromMilliseconds", "Parse",
        ],
        [typeof(Guid)] = ["Parse"],
        [typeof(Array)] = ["GetLength", "GetUpperBound", "GetLowerBound"],
        [typeof(Type)] = ["IsInstanceOfType", "IsAssignableFrom", "GetGenericArguments", "GetElementType", "IsSubclassOf", "ToString"],
        [typeof(Exception)] = ["GetType", "GetBaseException"],
        [typeof(System.Text.StringBuilder)] = ["ToString"],
    };

    /// <summary>By name: most of these live in assemblies that a target may not have loaded.</summary>
    private static readonly HashSet<string> PureGetters =
    [
        "System.Text.StringBuilder", "System.Uri", "System.Threading.CancellationToken", "System.Threading.CancellationTokenSource",
        "System.Diagnostics.Stopwatch", "System.Collections.DictionaryEntry", "System.Array", "System.Delegate", "System.MulticastDelegate",
        "System.WeakReference", "System.Threading.Thread", "System.Numerics.BigInteger", "System.AggregateException", "System.Environment",
        "System.Collections.Generic.LinkedListNode`1",
    ];

    private static readonly HashSet<string> SlowGetters = ["StackTrace", "CommandLine", "SystemDirectory", "UserDomainName", "UserName"];

    // Not Exception, which marks the fault as observed, nor Result, which waits.
    private static readonly HashSet<string> TaskGetters =
        ["Id", "Status", "IsCompleted", "IsCanceled", "IsFaulted", "IsCompletedSuccessfully", "CreationOptions", "AsyncState"];

    public static bool IsPureName(string method) => MethodNames.Contains(method);

    /// <summary>Values of the framework with nothing of the target in them: comparing and hashing them runs none of its code.</summary>
    public static bool IsScalar(Type type) =>
        type.IsEnum || Scalars.Contains(type) || type.FullName == "System.Numerics.BigInteger"
        || (Nullable.GetUnderlyingType(type) is { } inner && IsScalar(inner));

    /// <summary>A collection of the framework, whose counting, indexing and enumerating is its own code only.</summary>
    public static bool IsCollection(Type type) => type.IsArray || (bool)Collections.GetValue(type, static t => Derives(t));

    /// <summary>A method or getter that may be called under <see cref="Role.Observe"/>.</summary>
    public static bool IsPure(MethodBase method)
    {
        var type = method.DeclaringType;
        if (type is null || !Framework.Owns(type))
        {
            return false;
        }

        if (method.IsSpecialName && method.Name.StartsWith("get_", StringComparison.Ordinal) && method.GetParameters().Length == 0)
        {
            return IsPureGetter(type, method.Name[4..]);
        }

        if (typeof(Type).IsAssignableFrom(type))
        {
            type = typeof(Type);
        }

        if (type == typeof(Math) || type == typeof(MathF))
        {
            return true;
        }

        if (Methods.TryGetValue(type, out var names) && names.Contains(method.Name))
        {
            return true;
        }

        if (IsScalar(type) || IsNullable(type))
        {
            return method.Name switch
            {
                "ToString" or "GetHashCode" => method.GetParameters().Length == 0,
                "Equals" or "CompareTo" or "Parse" or "GetValueOrDefault" => true,
                _ => type == typeof(char) && method.Name.StartsWith("Is", StringComparison.Ordinal),
            };
        }

        // Contains and the like compare elements with their own Equals.
        return IsCollection(type) && method.Name switch
        {
            "Contains" or "ContainsKey" or "ContainsValue" or "IndexOf" or "get_Item" or "Peek" => AreScalar(type),
            _ => false,
        };
    }

    private static bool IsPureGetter(Type type, string name)
    {
        if (IsScalar(type) || IsNullable(type) || IsCollection(type) || typeof(ITuple).IsAssignableFrom(type))
        {
            return true;
        }

        var definition = type.IsGenericType ? type.GetGenericTypeDefinition() : type;
        if (definition == typeof(KeyValuePair<,>) || definition == typeof(Memory<>) || definition == typeof(ReadOnlyMemory<>))
        {
            return name != "Span";
        }

        if (typeof(Task).IsAssignableFrom(type))
        {
            return TaskGetters.Contains(name);
        }

        return typeof(Exception).IsAssignableFrom(type)
            || (typeof(MemberInfo).IsAssignableFrom(type) && name != "CustomAttributes")
            || (typeof(Assembly).IsAssignableFrom(type) && name is "FullName" or "Location" or "IsDynamic" or "IsCollectible" or "ImageRuntimeVersion")
            || (type.FullName is "System.Runtime.Loader.AssemblyLoadContext" && name is "Name" or "IsCollectible")
            || (PureGetters.Contains(definition.FullName ?? "") && !SlowGetters.Contains(name));
    }

    private static bool IsNullable(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Nullable<>);

    private static bool AreScalar(Type type)
    {
        foreach (var argument in type.GetGenericArguments())
        {
            if (!IsScalar(argument))
            {
                return false;
            }
        }

        return type.IsGenericType;
    }

    /// <summary>Or of a type derived from one that leaves its interfaces alone.</summary>
    private static bool Derives(Type type)
    {
        var known = type;
        while (known is not null && !Framework.Owns(known))
        {
            known = known.BaseType;
        }

        if (known is null || !IsFrameworkCollection(known) || known == type)
        {
            return known == type && IsFrameworkCollection(type);
        }

        foreach (var contract in (Type[])[typeof(IEnumerable), typeof(ICollection), typeof(IList), typeof(IDictionary)])
        {
            if (contract.IsAssignableFrom(type)
                && !Array.TrueForAll(type.GetInterfaceMap(contract).TargetMethods, method => Framework.Owns(method.DeclaringType!)))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsFrameworkCollection(Type type)
    {
        // An iterator, whose name begins like this, may consume what it walks over.
        if (type == typeof(OrderedMap) || type == typeof(EntrySet) || type.Name.StartsWith('<'))
        {
            return !type.Name.StartsWith('<');
        }

        // Lazy sequences of LINQ live elsewhere; those of Collection and ReadOnlyCollection lead to lists of anybody's.
        return type.Namespace is "System.Collections" or "System.Collections.Generic" or "System.Collections.Concurrent"
                or "System.Collections.Immutable" or "System.Collections.Specialized" or "System.Collections.Frozen"
            || (type.Namespace == "System.Collections.ObjectModel" && type.Name is "ReadOnlyCollection`1" or "ReadOnlyDictionary`2" or "Collection`1" or "ObservableCollection`1")
            || (type.IsGenericType && type.Name is "ArraySegment`1") || type.FullName is "System.Dynamic.ExpandoObject";
    }
}
