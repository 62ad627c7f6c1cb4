using Arthas.Probe.Expressions;
using Arthas.Probe.Listening;

namespace Arthas.Probe.Commands.Line;

/// <summary>A line that is about to run, with its variables as they are.</summary>
internal sealed class LineHit : IRoot
{
    /// <summary>All that expressions may name.</summary>
    public static readonly IReadOnlyCollection<string> Known = [.. CallContext.Known, "localVarMap", "localVars", "argNames", "lineNumber"];

    private readonly OrderedMap _variables = new();

    public LineHit(LinePlace place, object? self, object?[] arguments, object?[] locals)
    {
        Place = place;
        var method = place.Method;
        Target = self;
        Arguments = arguments;
        if (method.IsMoved && self is not null)
        {
            var fields = new MovedVariables(self, _variables);
            Target = fields.This;
            if (method.IsStateMachine)
            {
                Arguments = [.. method.Arguments.Select(fields.Take)];
            }
        }

        for (var i = 0; i < place.Locals.Count && i < locals.Length; i++)
        {
            if (MovedVariables.IsHolder(place.Locals[i].Name))
            {
                _ = locals[i] is { } holder ? new MovedVariables(holder, _variables) : null;
            }
            else
            {
                _variables[place.Locals[i].Name] = locals[i];
            }
        }
    }

    public LinePlace Place { get; }

    public object? Target { get; }

    public object?[] Arguments { get; }

    public bool TryGet(string name, out object? value)
    {
        (var known, value) = name switch
        {
            "localVarMap" => (true, _variables),
            "localVars" => (true, _variables.Entries.Select(static entry => entry.Value).ToList()),
            "argNames" => (true, Place.Method.Arguments),
            "lineNumber" => (true, Place.Line),
            _ => (false, (object?)null),
        };
        return known;
    }
}
