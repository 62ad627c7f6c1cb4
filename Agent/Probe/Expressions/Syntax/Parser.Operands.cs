using Arthas.Probe.Expressions.Members;
using Arthas.Probe.Expressions.Nodes;

namespace Arthas.Probe.Expressions.Syntax;

internal sealed partial class Parser
{
    private readonly HashSet<string> _assigned = [];

    /// <summary>Above 0 within a projection, where bare names may belong to elements.</summary>
    private int _scopes;

    private Node ParseChain()
    {
        var start = _token.Start;
        var links = new List<Link>();
        var first = ParseFirst(links);
        while (true)
        {
            var before = new Prefix(_text, start, _token.Start);
            var position = _token.Start;
            if (_token.Is("["))
            {
                links.Add(ParseIndex(before));
            }
            else if (_token.Is("."))
            {
                Advance();
                links.Add(ParseStep(before));
            }
            else if (_token.Is("("))
            {
                Advance();
                var argument = ParseExpression();
                Expect(")", $"for the '(' at position {position}");
                links.Add(new LambdaCallLink(position, before, argument));
            }
            else
            {
                return links.Count == 0 ? first : new Chain(first, [.. links]);
            }
        }
    }

    private Node ParseFirst(List<Link> links)
    {
        var token = _token;
        if (token.Kind == TokenKind.Literal)
        {
            Advance();
            return new Constant(token.Start, token.Value);
        }

        if (token.Kind == TokenKind.Word)
        {
            return ParseWord(links);
        }

        switch (token.Kind == TokenKind.Symbol ? token.Text : "")
        {
            case "(":
                Advance();
                var inner = ParseExpression();
                Expect(")", $"for the '(' at position {token.Start}");
                return inner;
            case "[":
                links.Add(ParseIndex(default));
                return new This(token.Start);
            case "{":
                Advance();
                return new ListLiteral(token.Start, ParseItems("}", token));
            case "#":
                return ParseHash();
            case "@":
                return ParseStatic();
            case ":":
                Advance();
                Expect("[", "for a lambda");
                _scopes++;
                var body = ParseExpression();
                _scopes--;
                Expect("]", $"for the lambda at position {token.Start}");
                return new Lambda(token.Start, body);
            default:
                throw Expected("a value");
        }
    }

    private Node ParseWord(List<Link> links)
    {
        var token = _token;
        switch (token.Text)
        {
            case "true" or "false":
                Advance();
                return new Constant(token.Start, Boxes.Of(token.Text == "true"));
            case "null":
                Advance();
                return new Constant(token.Start, null);
            case "new":
                return ParseNew();
            case var word when Precedence.IsReserved(word):
                throw Expected("a value");
        }

        links.Add(ParseNamed(default));
        return new This(token.Start);
    }

    /// <summary>A name, or a call when a parenthesis follows.</summary>
    private Link ParseNamed(Prefix before)
    {
        var token = _token;
        Advance();
        if (!_token.Is("("))
        {
            if (before.IsEmpty && _scopes == 0)
            {
                Names.TryAdd(token.Text, token.Start);
            }

            return new PropertyLink(token.Start, before, token.Text);
        }

        if (!Purity.IsPureName(token.Text))
        {
            Demands.NeedChange($"it calls '{token.Text}'", token.Start);
        }

        return new CallLink(token.Start, before, token.Text, ParseArguments());
    }

    private Node[] ParseArguments()
    {
        var open = _token;
        Expect("(", "for the arguments");
        return ParseItems(")", open);
    }

    private Node[] ParseItems(string close, SyntaxToken open)
    {
        var items = new List<Node>();
        if (!Skip(close))
        {
            do
            {
                items.Add(ParseAssignment());
            }
            while (Skip(","));
            if (!Skip(close))
            {
                throw Expected($"',' or '{close}' for the '{open.Text}' at position {open.Start}");
            }
        }

        return [.. items];
    }

    private Link ParseStep(Prefix before)
    {
        var token = _token;
        if (token.Kind == TokenKind.Word)
        {
            return ParseNamed(before);
        }

        if (token.Is("("))
        {
            Advance();
            _scopes++;
            var body = ParseExpression();
            _scopes--;
            Expect(")", $"for the '(' at position {token.Start}");
            return new SubExpressionLink(token.Start, before, body);
        }

        return token.Is("{") ? ParseProjection(before) : throw Expected("a name, '(' or '{' after the '.'");
    }

    private Link ParseIndex(Prefix before)
    {
        var open = _token;
        Advance();
        if (_token.Kind == TokenKind.Symbol && _token.Text is "^" or "|" or "$" or "*" && Lexer.Next(_text, _token.End).Is("]"))
        {
            var which = _token.Text[0];
            Advance();
            Advance();
            return new SubscriptLink(open.Start, before, which);
        }

        var index = ParseExpression();
        Expect("]", $"for the '[' at position {open.Start}");
        return new IndexLink(open.Start, before, index is Sequence several ? several.Parts : [index]);
    }

    private Node ParseHash()
    {
        var hash = _token;
        Advance();
        if (_token.Is("{"))
        {
            return ParseMap(hash.Start);
        }

        if (_token.Is("@"))
        {
            // #@java.util.LinkedHashMap@{…} names the map's class; ours keeps the order anyway.
            var type = _typeReader.Read(_token.End, arrays: false);
            _types.Resolve(type);
            _token = Lexer.Next(_text, type.End);
            Expect("@", "after the type of the map");
            return _token.Is("{") ? ParseMap(hash.Start) : throw Expected("'{' for the entries of the map");
        }

        if (_token.Kind != TokenKind.Word || _token.Start != hash.End)
        {
            throw Expected("a name or '{' right after '#'");
        }

        var name = _token.Text;
        Advance();
        switch (name)
        {
            case "this":
                return new This(hash.Start);
            case "root":
                return new Root(hash.Start);
            default:
                if (!_assigned.Contains("#" + name) && !_token.Is("="))
                {
                    Names.TryAdd("#" + name, hash.Start);
                }

                return new Variable(hash.Start, name);
        }
    }

    /// <summary>An entry of a map in a variable: <c>#m.a = 1</c>. Whose map it is shows at run time.</summary>
    private static bool IsOwn(Node place) => place is Chain { First: Variable, Links.Length: 1 };
}
