using Arthas.Contracts.CommandLine;

namespace Arthas.Probe.Expressions.Members;

/// <summary>A field, property or pseudo-property of one type, ready to be read.</summary>
internal abstract class ReadableMember(string name, Type type, Role role)
{
    public string Name { get; } = name;

    /// <summary>Of its values.</summary>
    public Type Type { get; } = type;

    /// <summary>What reading it takes.</summary>
    public Role Role { get; } = role;

    /// <param name="source">Null for a static one.</param>
    public abstract object? Get(object? source);

    public virtual bool IsWritable => false;

    /// <param name="value">Of <see cref="Type"/> already.</param>
    public virtual void Set(object? source, object? value) => throw new NotSupportedException();
}
