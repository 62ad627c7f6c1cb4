using Arthas.Probe.Expressions.Members;

namespace Arthas.Probe.Expressions.Nodes;

/// <summary>Calls as methods, static methods and constructors share them.</summary>
internal static class Calling
{
    public static object?[] Evaluate(Node[] arguments, ref Frame frame)
    {
        if (arguments.Length == 0)
        {
            return [];
        }

        var values = new object?[arguments.Length];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = arguments[i].Evaluate(ref frame);
        }

        return values;
    }

    public static object? Invoke(Invocable call, object? source, object?[] arguments, ref Frame frame, int position)
    {
        if (call.Access == Access.Change)
        {
            frame.RequireChange($"calling {call.Shown}", position);
        }

        var started = frame.Context.Time.GetTimestamp();
        try
        {
            return call.Invoke(source, arguments, position);
        }
        catch (ExpressionException)
        {
            throw;
        }
        catch (Exception failure)
        {
            throw new ExpressionException($"{call.Shown} threw {failure.GetType()}: {failure.Message}", position, failure);
        }
        finally
        {
            frame.Context.Called(call.Shown, started);
        }
    }
}
