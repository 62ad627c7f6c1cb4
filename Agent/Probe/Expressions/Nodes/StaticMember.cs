using Arthas.Probe.Expressions.Members;
using Arthas.Probe.Expressions.Operators;

namespace Arthas.Probe.Expressions.Nodes;

/// <summary><c>@Type@name</c>.</summary>
internal sealed class StaticMember(int position, Type type, Member member) : Node(position)
{
    public override bool IsAssignable => true;

    public override object? Evaluate(ref Frame frame)
    {
        var calls = member.Access == Access.Change;
        if (calls)
        {
            frame.RequireChange($"the getter of {type}.{member.Name}", Position);
        }

        var started = calls ? frame.Context.Time.GetTimestamp() : 0;
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
            if (calls)
            {
                frame.Context.Called(type, member.Name, started);
            }
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
        try
        {
            member.Set(null, converted);
        }
        catch (Exception failure)
        {
            throw Threw("setting", failure);
        }
    }

    private ExpressionException Threw(string what, Exception failure) =>
        new($"{what} {type}.{member.Name} threw {failure.GetType()}: {failure.Message}", Position, failure);
}
