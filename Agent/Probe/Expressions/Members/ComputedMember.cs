using Arthas.Contracts.CommandLine;

namespace Arthas.Probe.Expressions.Members;

/// <summary>A pseudo-property: computed by us from what the object shows anyway.</summary>
internal sealed class ComputedMember(string name, Type type, Role role, Func<object, object?> read) : ReadableMember(name, type, role)
{
    public override object? Get(object? source) => read(source!);
}
