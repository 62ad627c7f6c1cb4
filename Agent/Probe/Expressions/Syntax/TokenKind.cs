namespace Arthas.Probe.Expressions.Syntax;

internal enum TokenKind
{
    End,
    Word,
    Literal,
    Symbol,
}
