using System.Globalization;
using Arthas.Contracts.CommandLine;
using Arthas.Probe.Expressions.Operators;

namespace Arthas.Probe.Expressions.Members;

/// <summary>What a name leads to in objects of one type: a member, or the entry of a dictionary under that key.</summary>
internal sealed class NamedPlace
{
    private readonly string _name;
    private readonly ReadableMember? _member;
    private readonly DictionaryReader? _dictionary;

    private NamedPlace(string name, ReadableMember? member, DictionaryReader? dictionary, Role role)
    {
        _name = name;
        _member = member;
        _dictionary = dictionary;
        Role = role;
    }

    /// <summary>What reading it takes.</summary>
    public Role Role { get; }

    /// <summary>
    /// Null when there is no such thing. In a dictionary an entry comes before all but its own public members and
    /// OGNL's names for them, and a missing entry is null, as in OGNL.
    /// </summary>
    public static NamedPlace? Find(Type type, string name)
    {
        if (DictionaryReader.For(type) is { } dictionary && TakesNames(dictionary.KeyType))
        {
            var own = PseudoMembers.Find(type, name) ?? (type.GetProperty(name) is null ? null : MemberFinder.FindExact(type, name));
            return own is not null
                ? new NamedPlace(name, own, null, own.Role)
                : new NamedPlace(name, MemberFinder.Find(type, name), dictionary, dictionary.Role);
        }

        return MemberFinder.Find(type, name) is { } member ? new NamedPlace(name, member, null, member.Role) : null;
    }

    public object? Get(object source)
    {
        if (_dictionary is null)
        {
            return _member!.Get(source);
        }

        if (_dictionary.TryGet(source, _name, out var value))
        {
            return value;
        }

        return _member is { } member && member.Role <= Role ? member.Get(source) : null;
    }

    public void Set(object source, object? value, int position)
    {
        if (_dictionary is not null)
        {
            _dictionary.Set(source, _name, value, position);
            return;
        }

        if (!_member!.IsWritable)
        {
            throw new ExpressionException(
                string.Create(CultureInfo.InvariantCulture, $"{source.GetType()}.{_name} cannot be written"), position);
        }

        _member.Set(source, Conversion.Convert(value, _member.Type, position));
    }

    private static bool TakesNames(Type key) => key == typeof(string) || key == typeof(object) || key.IsEnum;
}
