using Arthas.Probe.Expressions.Nodes;

namespace Arthas.Probe.Expressions.Syntax;

/// <summary>Maps, projections and selections.</summary>
internal sealed partial class Parser
{
    private MapLiteral ParseMap(int start)
    {
        var open = _token;
        Advance();
        var entries = new List<(Node, Node?)>();
        if (!Skip("}"))
        {
            do
            {
                var key = ParseAssignment();
                entries.Add((key, Skip(":") ? ParseAssignment() : null));
            }
            while (Skip(","));
            if (!Skip("}"))
            {
                throw Expected($"',' or '}}' for the '{{' at position {open.Start}");
            }
        }

        return new MapLiteral(start, [.. entries]);
    }

    private Link ParseProjection(Prefix before)
    {
        var open = _token;
        Advance();
        var kind = _token.Kind == TokenKind.Symbol && _token.Text is "?" or "^" or "$" ? _token.Text : "";
        if (kind.Length > 0)
        {
            Advance();
        }

        _scopes++;
        var body = ParseExpression();
        _scopes--;
        Expect("}", $"for the '{{' at position {open.Start}");
        return kind switch
        {
            "?" => new SelectionLink(open.Start, before, body, Selected.All),
            "^" => new SelectionLink(open.Start, before, body, Selected.First),
            "$" => new SelectionLink(open.Start, before, body, Selected.Last),
            _ => new ProjectionLink(open.Start, before, body),
        };
    }
}
