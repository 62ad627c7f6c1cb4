using Arthas.Probe.Expressions.Syntax;
using Arthas.Probe.Expressions.Types;

namespace Arthas.Probe.Expressions;

/// <summary>Turns the text of an expression into something to evaluate.</summary>
public static class ExpressionCompiler
{
    /// <summary>Characters. Also bounds how much one evaluation without loops can do.</summary>
    public const int MaxLength = 64 * 1024;

    /// <param name="names">
    /// What the root will know, variables with their <c>#</c>; a name that is not among them is then an error here and
    /// now. Null when the root is an object with members of its own.
    /// </param>
    /// <param name="types">Where <c>@Type@…</c>, <c>new</c> and <c>instanceof</c> look; null for the default load context first.</param>
    /// <exception cref="ExpressionException">It is wrong; the message says what was expected, what was found, and where.</exception>
    public static Expression Compile(string text, IReadOnlyCollection<string>? names = null, TypeResolver? types = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length > MaxLength)
        {
            throw new ExpressionException($"the expression has {text.Length} characters; at most {MaxLength} are allowed", MaxLength);
        }

        var parser = new Parser(text, types ?? TypeResolver.Default);
        var node = parser.Parse();
        if (names is not null)
        {
            Check(parser.Names, names);
        }

        return new CompiledExpression(text, node, parser.Demands);
    }

    /// <summary>As <see cref="Compile(string, IReadOnlyCollection{string}, TypeResolver)"/>, and refuses what <paramref name="context"/> does not allow.</summary>
    /// <exception cref="ExpressionException">It is wrong, or needs more than it may do.</exception>
    public static Expression Compile(EvaluationContext context, string text, IReadOnlyCollection<string>? names = null, TypeResolver? types = null)
    {
        ArgumentNullException.ThrowIfNull(context);
        var expression = Compile(text, names, types);
        context.Require(expression);
        return context.Strict && expression.Assigns ? throw new ExpressionException(EvaluationContext.StrictMessage) : expression;
    }

    private static void Check(Dictionary<string, int> used, IReadOnlyCollection<string> known)
    {
        foreach (var (name, position) in used)
        {
            var kind = name.StartsWith('#');
            var alike = new List<string>();
            foreach (var one in known)
            {
                if (one.StartsWith('#') == kind)
                {
                    alike.Add(one);
                }
            }

            if (!alike.Contains(name) && (!kind || alike.Count > 0))
            {
                throw new ExpressionException(
                    $"no such {(kind ? "variable" : "name")} '{name}'; {(alike.Count > 0 ? "known here: " + string.Join(", ", alike) : "there is no call to look at; begin at a type: @Namespace.Type@member")}", position);
            }
        }
    }
}
