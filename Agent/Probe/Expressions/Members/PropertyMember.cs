using System.Reflection;
using Arthas.Contracts.CommandLine;

namespace Arthas.Probe.Expressions.Members;

/// <summary>A property whose getter is called.</summary>
internal sealed class PropertyMember(string name, PropertyInfo property, MethodInfo getter, MethodInfo? setter, Role role)
    : ReadableMember(name, property.PropertyType, role)
{
    // An invoker keeps what reflection finds out and throws the getter's own exceptions.
    private readonly MethodInvoker _getter = MethodInvoker.Create(getter);
    private readonly MethodInvoker? _setter = setter is null ? null : MethodInvoker.Create(setter);

    public override bool IsWritable => _setter is not null;

    public override object? Get(object? source) => _getter.Invoke(source);

    public override void Set(object? source, object? value) => _setter!.Invoke(source, value);
}
