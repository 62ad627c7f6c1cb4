using Arthas.Contracts.CommandLine;
using Arthas.Probe.Expressions.Members;
using Arthas.Probe.Expressions.Operators;

namespace Arthas.Probe.Expressions.Nodes;

/// <summary><c>@Type@name</c>.</summary>
internal sealed class StaticMember(int position, Type type, ReadableMember member) : Node(position)
{
    public override bool IsAssignable => true;

    public override object? Evaluate(ref Frame frame)
    {
        CallInTarget? call = null;
        if (member.Role == Role.Change)
        {
            frame.RequireChange($"the getter of {type}.{member.Name}", Position);
            call = frame.Begin(type, member.Name, Position);
        }

        try
        {
            return member.Get(null);
        }
        catch (Exception failure)
        {
            throw Threw("reading", failure);
        }
        finally
        {
            frame.End(call);
        }
    }

    public override void Assign(ref Frame frame, object? value)
    {
        Writing.Check(ref frame, type, Position);
        if (!member.IsWritable)
        {
            throw new ExpressionException($"{type}.{member.Name} cannot be written", Position);
        }

        var converted = Conversion.Convert(value, member.Type, Position);
        var call = frame.Begin(type, member.Name, Position);
        try
        {
            member.Set(null, converted);
        }
        catch (Exception failure)
        {
            throw Threw("setting", failure);
        }
        finally
        {
            frame.End(call);
        }
    }

    private ExpressionException Threw(string what, Exception failure) =>
        new($"{what} {type}.{member.Name} threw {failure.GetType()}: {failure.Message}", Position, failure);
}
