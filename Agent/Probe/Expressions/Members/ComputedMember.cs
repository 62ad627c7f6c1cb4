namespace Arthas.Probe.Expressions.Members;

/// <summary>A pseudo-property: computed by us from what the object shows anyway.</summary>
internal sealed class ComputedMember(string name, Type type, Access access, Func<object, object?> read) : Member(name, type, access)
{
    public override object? Get(object? source) => read(source!);
}
