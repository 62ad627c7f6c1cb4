using Arthas.Probe.Expressions.Nodes;
using Arthas.Probe.Expressions.Operators;
using Arthas.Probe.Expressions.Types;

namespace Arthas.Probe.Expressions.Syntax;

/// <summary>
/// OGNL by recursive descent: this part joins operands by operators, the others read the operands. It goes no deeper
/// than <see cref="MaxDepth"/>, so that neither it nor the tree it makes can use up a stack.
/// </summary>
internal sealed partial class Parser
{
    public const int MaxDepth = 200;

    private readonly string _text;
    private readonly TypeResolver _types;
    private readonly TypeSyntaxReader _typeReader;
    private SyntaxToken _token;
    private int _depth;

    public Parser(string text, TypeResolver types)
    {
        _text = text;
        _types = types;
        _typeReader = new TypeSyntaxReader(text);
        _token = Lexer.Next(text, 0);
    }

    public Demands Demands { get; } = new();

    /// <summary>The names and variables it uses from outside, with the position of the first use.</summary>
    public Dictionary<string, int> Names { get; } = [];

    public Node Parse()
    {
        if (_token.Kind == TokenKind.End)
        {
            throw new ExpressionException("the expression is empty", 0);
        }

        var node = ParseExpression();
        return _token.Kind == TokenKind.End ? node : throw Expected("an operator or the end of the expression");
    }

    private Node ParseExpression()
    {
        var first = ParseAssignment();
        if (!_token.Is(","))
        {
            return first;
        }

        var parts = new List<Node> { first };
        while (Skip(","))
        {
            parts.Add(ParseAssignment());
        }

        return new Sequence([.. parts]);
    }

    private Node ParseAssignment()
    {
        Enter();
        var place = ParseConditional();
        if (_token.Is("="))
        {
            if (!place.IsAssignable)
            {
                throw new ExpressionException($"nothing can be assigned to what stands before the '='", _token.Start);
            }

            if (place is Variable variable)
            {
                _assigned.Add("#" + variable.Name);
            }
            else if (!IsOwn(place))
            {
                Demands.Assigns = true;
                Demands.NeedChange("it assigns", _token.Start);
            }

            Advance();
            place = new Assignment(place, ParseAssignment());
        }

        _depth--;
        return place;
    }

    private Node ParseConditional()
    {
        var test = ParseBinary(Precedence.Lowest);
        if (!Skip("?"))
        {
            return test;
        }

        Enter();
        var then = ParseConditional();
        Expect(":", "for the other case of '?'");
        var otherwise = ParseConditional();
        _depth--;
        return new Conditional(test, then, otherwise);
    }

    private Node ParseBinary(int lowest)
    {
        var left = ParseUnary();
        while (Precedence.TryGet(_token, out var found) && found.Precedence >= lowest)
        {
            var position = _token.Start;
            Advance();
            if (found.Operator == Operator.NotIn)
            {
                if (!_token.IsWord("in"))
                {
                    throw Expected("'in' after 'not'");
                }

                Advance();
            }

            left = Join(left, found.Operator, found.Precedence, ParseBinary(found.Precedence + 1), position);
        }

        return left;
    }

    private static Node Join(Node left, Operator op, int precedence, Node right, int position)
    {
        if (op is Operator.Or or Operator.And)
        {
            var logical = left as Logical is { } same && same.IsOr == (op == Operator.Or) ? same : new Logical(left, op == Operator.Or);
            logical.Append(right);
            return logical;
        }

        var fold = left is Fold known && known.Precedence == precedence ? known : new Fold(left) { Precedence = precedence };
        fold.Append(op, right, position);
        return fold;
    }

    private Node ParseUnary()
    {
        var sign = _token switch
        {
            { Kind: TokenKind.Symbol, Text: "-" or "+" or "~" or "!" } => _token.Text[0],
            { Kind: TokenKind.Word, Text: "not" } => '!',
            _ => '\0',
        };
        if (sign == '\0')
        {
            var operand = ParseChain();
            return _token.IsWord("instanceof") ? ParseInstanceOf(operand) : operand;
        }

        var position = _token.Start;
        Enter();
        Advance();
        var inner = ParseUnary();
        _depth--;
        return sign == '+' ? inner
            : sign == '-' && inner is Constant { Value: not (null or string or char or bool) } constant
                ? new Constant(position, Arithmetic.Negate(constant.Value is 2147483648L ? int.MinValue : constant.Value, position))
            : new Unary(position, sign, inner);
    }

    private void Enter()
    {
        if (++_depth > MaxDepth)
        {
            throw new ExpressionException($"nested deeper than {MaxDepth} levels", _token.Start);
        }
    }

    private void Advance() => _token = Lexer.Next(_text, _token.End);

    private bool Skip(string symbol)
    {
        if (!_token.Is(symbol))
        {
            return false;
        }

        Advance();
        return true;
    }

    private void Expect(string symbol, string why)
    {
        if (!Skip(symbol))
        {
            throw Expected($"'{symbol}' {why}");
        }
    }

    private ExpressionException Expected(string what) =>
        new($"expected {what} but found {_token.Shown}", _token.Start);
}
