using Arthas.Probe.Expressions.Syntax;

namespace Arthas.Probe.Expressions.Types;

/// <summary>Reads type names, in which + ` &lt; [ mean other things than in the rest of an expression.</summary>
internal sealed class TypeSyntaxReader(string text)
{
    private const int MaxDepth = 20;

    private int _position;

    /// <param name="arrays">Brackets behind the name belong to it. Not behind <c>new</c>, where they hold a length.</param>
    public TypeSyntax Read(int position, bool arrays)
    {
        _position = position;
        SkipSpace();
        return ReadType(arrays, MaxDepth);
    }

    private TypeSyntax ReadType(bool arrays, int depth)
    {
        var start = _position;
        if (depth == 0)
        {
            throw new ExpressionException($"type arguments nested deeper than {MaxDepth}", start);
        }

        var name = ReadName();
        List<TypeSyntax> arguments = [];
        if (At('<'))
        {
            arguments = ReadArguments('>', depth);
            name += "`" + arguments.Count;
        }
        else if (name.Contains('`', StringComparison.Ordinal) && At('[') && !At("[]") && !At("[,"))
        {
            arguments = ReadArguments(']', depth);
        }

        List<int> ranks = [];
        while (arrays && (At("[]") || At("[,")))
        {
            ranks.Add(ReadRank());
        }

        return new TypeSyntax(name, arguments, ranks, start, _position);
    }

    private string ReadName()
    {
        var start = _position;
        while (true)
        {
            if (_position >= text.Length || !Lexer.IsWordStart(text[_position]))
            {
                var found = Lexer.Next(text, _position);
                throw new ExpressionException($"expected the name of a type but found {found.Shown}", _position);
            }

            _position = Lexer.WordEnd(text, _position);
            if (At('`'))
            {
                _position++;
                while (_position < text.Length && char.IsAsciiDigit(text[_position]))
                {
                    _position++;
                }
            }

            // A nested type: no space around the +, or it is a sum.
            if (_position + 1 < text.Length && text[_position] is '.' or '+' && Lexer.IsWordStart(text[_position + 1]))
            {
                _position++;
                continue;
            }

            return text[start.._position];
        }
    }

    private List<TypeSyntax> ReadArguments(char close, int depth)
    {
        var open = _position++;
        var arguments = new List<TypeSyntax>();
        do
        {
            SkipSpace();
            if (At('['))
            {
                arguments.Add(ReadQualified(depth));
            }
            else
            {
                arguments.Add(ReadType(arrays: true, depth - 1));
            }

            SkipSpace();
        }
        while (Skip(','));

        return Skip(close)
            ? arguments
            : throw new ExpressionException($"expected '{close}' for the type arguments that begin here", open);
    }

    /// <summary><c>[System.Int32, System.Private.CoreLib, Version=…]</c>, as Type.FullName writes it; the assembly is not needed.</summary>
    private TypeSyntax ReadQualified(int depth)
    {
        var open = _position++;
        var type = ReadType(arrays: true, depth - 1);
        var end = text.IndexOf(']', _position);
        if (end < 0)
        {
            throw new ExpressionException($"this [ is not closed", open);
        }

        _position = end + 1;
        return type;
    }

    private int ReadRank()
    {
        var open = _position++;
        var rank = 1;
        while (Skip(','))
        {
            rank++;
        }

        return Skip(']') ? rank : throw new ExpressionException($"this [ is not closed", open);
    }

    private bool Skip(char c)
    {
        if (!At(c))
        {
            return false;
        }

        _position++;
        return true;
    }

    private void SkipSpace()
    {
        while (_position < text.Length && char.IsWhiteSpace(text[_position]))
        {
            _position++;
        }
    }

    private bool At(char c) => _position < text.Length && text[_position] == c;

    private bool At(string s) => string.CompareOrdinal(text, _position, s, 0, s.Length) == 0;
}
