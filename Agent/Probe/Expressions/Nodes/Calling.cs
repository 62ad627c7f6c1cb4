using Arthas.Contracts.CommandLine;
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
        CallInTarget? running = null;
        if (call.Role == Role.Change)
        {
            frame.RequireChange($"calling {call.Shown}", position);
            running = frame.Begin(call.Shown, null, position);
        }

        try
        {
            return Counted(call.Invoke(source, arguments, position), source, running is not null, ref frame, position);
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
            frame.End(running);
        }
    }

    /// <summary>What a pure call made is of our making: its size counts.</summary>
    private static object? Counted(object? result, object? source, bool calls, ref Frame frame, int position)
    {
        if (!calls && !ReferenceEquals(result, source))
        {
            frame.CountMade(result is string text ? text.Length : result is Array array ? array.Length : 0, position);
        }

        return result;
    }
}
