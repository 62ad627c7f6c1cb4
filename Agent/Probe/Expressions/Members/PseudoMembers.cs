using System.Globalization;
using Arthas.Contracts.CommandLine;

namespace Arthas.Probe.Expressions.Members;

/// <summary>The names that OGNL gives to collections, and Java to what .NET names otherwise.</summary>
internal static class PseudoMembers
{
    public static ReadableMember? Find(Type type, string name) => name switch
    {
        "class" => Of<Type>(name, source => source.GetType()),
        "size" or "count" => Number(type, name, "Count", "Length"),
        "length" => Number(type, name, "Length", "Count"),
        "isEmpty" or "empty" => Emptiness(type, name),
        "keys" or "keySet" => Alias(type, "Keys"),
        "values" => Alias(type, "Values"),
        "entries" or "entrySet" when DictionaryReader.For(type) is not null => Entries(type, name),
        "iterator" when typeof(System.Collections.IEnumerable).IsAssignableFrom(type) => Of<object>(name, source => source),
        "cause" when typeof(Exception).IsAssignableFrom(type) => Alias(type, nameof(Exception.InnerException)),
        "localizedMessage" when typeof(Exception).IsAssignableFrom(type) => Alias(type, nameof(Exception.Message)),
        "name" when typeof(Type).IsAssignableFrom(type) => Of<string>(name, source => source.ToString()),
        "simpleName" when typeof(Type).IsAssignableFrom(type) => Of<string>(name, source => ((Type)source).Name),
        "name" when type.IsEnum => Of<string>(name, source => source.ToString()),
        "ordinal" when type.IsEnum => Of<object>(name, source => Convert.ChangeType(source, Enum.GetUnderlyingType(source.GetType()), CultureInfo.InvariantCulture)),
        // A nullable that has a value is boxed as the value.
        "HasValue" when type.IsValueType => Of<bool>(name, _ => true),
        "Value" when type.IsValueType => Of<object>(name, source => source),
        _ => null,
    };

    private static ComputedMember Of<T>(string name, Func<object, object?> read) => new(name, typeof(T), Role.Observe, read);

    private static ComputedMember Entries(Type type, string name)
    {
        var count = MemberFinder.FindExact(type, "Count");
        var role = Purity.IsCollection(type) ? Role.Observe : Role.Change;
        return new ComputedMember(name, typeof(object), role, source => new EntrySet((System.Collections.IEnumerable)source, count is null ? null : count.Get));
    }

    private static ReadableMember? Alias(Type type, string name) => MemberFinder.FindExact(type, name);

    private static ReadableMember? Number(Type type, string name, string first, string second)
    {
        // A field of that name in another case is somebody's own; only a number counts.
        var member = MemberFinder.FindExact(type, first) ?? MemberFinder.FindExact(type, second);
        return member is not null && (member.Type == typeof(int) || member.Type == typeof(long)) && name != member.Name ? member : null;
    }

    private static ComputedMember? Emptiness(Type type, string name) =>
        Number(type, name, "Count", "Length") is { } count
            ? new ComputedMember(name, typeof(bool), count.Role, source => Convert.ToInt64(count.Get(source), CultureInfo.InvariantCulture) == 0)
            : null;
}
