using Arthas.Probe.Expressions.Operators;

namespace Arthas.Probe.Expressions.Syntax;

/// <summary>The binary operators, their words, and how tightly they bind; as in OGNL.</summary>
internal static class Precedence
{
    public const int Lowest = 0;

    private static readonly Dictionary<string, (Operator Operator, int Precedence)> Operators = new()
    {
        ["||"] = (Operator.Or, 0),
        ["or"] = (Operator.Or, 0),
        ["&&"] = (Operator.And, 1),
        ["and"] = (Operator.And, 1),
        ["|"] = (Operator.BitOr, 2),
        ["bor"] = (Operator.BitOr, 2),
        ["^"] = (Operator.BitXor, 3),
        ["xor"] = (Operator.BitXor, 3),
        ["bxor"] = (Operator.BitXor, 3),
        ["&"] = (Operator.BitAnd, 4),
        ["band"] = (Operator.BitAnd, 4),
        ["=="] = (Operator.Equal, 5),
        ["eq"] = (Operator.Equal, 5),
        ["!="] = (Operator.NotEqual, 5),
        ["neq"] = (Operator.NotEqual, 5),
        ["<"] = (Operator.Less, 6),
        ["lt"] = (Operator.Less, 6),
        ["<="] = (Operator.LessOrEqual, 6),
        ["lte"] = (Operator.LessOrEqual, 6),
        [">"] = (Operator.Greater, 6),
        ["gt"] = (Operator.Greater, 6),
        [">="] = (Operator.GreaterOrEqual, 6),
        ["gte"] = (Operator.GreaterOrEqual, 6),
        ["in"] = (Operator.In, 6),
        ["not"] = (Operator.NotIn, 6),
        ["<<"] = (Operator.ShiftLeft, 7),
        ["shl"] = (Operator.ShiftLeft, 7),
        [">>"] = (Operator.ShiftRight, 7),
        ["shr"] = (Operator.ShiftRight, 7),
        [">>>"] = (Operator.ShiftRightUnsigned, 7),
        ["ushr"] = (Operator.ShiftRightUnsigned, 7),
        ["+"] = (Operator.Add, 8),
        ["-"] = (Operator.Subtract, 8),
        ["*"] = (Operator.Multiply, 9),
        ["/"] = (Operator.Divide, 9),
        ["%"] = (Operator.Remainder, 9),
    };

    public static bool TryGet(SyntaxToken token, out (Operator Operator, int Precedence) found)
    {
        found = default;
        return token.Kind is TokenKind.Symbol or TokenKind.Word && Operators.TryGetValue(token.Text, out found);
    }

    /// <summary>Words that cannot be names, unless behind a dot.</summary>
    public static bool IsReserved(string word) => Operators.ContainsKey(word) || word is "instanceof";
}
