using System.Reflection;
using Arthas.Contracts.CommandLine;

namespace Arthas.Probe.Expressions.Members;

/// <summary>A field, or the property that shows one: read without running any code of the target.</summary>
/// <param name="setter">Of the property in front of it; null writes the field itself.</param>
internal sealed class FieldMember(string name, FieldInfo shown, MethodInvoker? setter = null) : ReadableMember(name, shown.FieldType, Role.Observe)
{
    public override bool IsWritable => !shown.IsLiteral && !(shown.IsStatic && shown.IsInitOnly);

    public override object? Get(object? source) => shown.GetValue(source);

    public override void Set(object? source, object? value)
    {
        if (setter is not null)
        {
            setter.Invoke(source, value);
        }
        else
        {
            shown.SetValue(source, value);
        }
    }
}
