using Arthas.Probe.Expressions;

namespace Arthas.Probe.Tests.Expressions;

public class ParserTests
{
    [Theory]
    [InlineData("", "the expression is empty", 0)]
    [InlineData("   ", "the expression is empty", 0)]
    [InlineData("1 +", "expected a value but found the end of the expression", 3)]
    [InlineData("1 2", "expected an operator or the end of the expression but found '2'", 2)]
    [InlineData("a b", "expected an operator or the end of the expression but found 'b'", 2)]
    [InlineData("(1", "expected ')' for the '(' at position 0 but found the end of the expression", 2)]
    [InlineData("1)", "but found ')'", 1)]
    [InlineData("{1, 2", "expected ',' or '}' for the '{' at position 0 but found the end", 5)]
    [InlineData("{1 2}", "expected ',' or '}' for the '{' at position 0 but found '2'", 3)]
    [InlineData("{,}", "expected a value but found ','", 1)]
    [InlineData("params[0", "expected ']' for the '[' at position 6 but found the end", 8)]
    [InlineData("params[]", "expected a value but found ']'", 7)]
    [InlineData("a.", "expected a name, '(' or '{' after the '.' but found the end", 2)]
    [InlineData("a..b", "expected a name, '(' or '{' after the '.' but found '.'", 2)]
    [InlineData("a.[0]", "expected a name, '(' or '{' after the '.' but found '['", 2)]
    [InlineData(".a", "expected a value but found '.'", 0)]
    [InlineData("foo(1, ", "expected a value but found the end", 7)]
    [InlineData("foo(1", "expected ',' or ')' for the '(' at position 3", 5)]
    [InlineData("1 ? 2", "expected ':' for the other case of '?' but found the end", 5)]
    [InlineData("? 1", "expected a value but found '?'", 0)]
    [InlineData("1 == ", "expected a value but found the end", 5)]
    [InlineData("1 === 2", "expected a value but found '='", 4)]
    [InlineData("and 1", "expected a value but found 'and'", 0)]
    [InlineData("1 and", "expected a value but found the end", 5)]
    [InlineData("1 not 2", "expected 'in' after 'not' but found '2'", 6)]
    [InlineData("1 = 2", "nothing can be assigned to what stands before the '='", 2)]
    [InlineData("a() = 2", "nothing can be assigned", 4)]
    [InlineData("{1} = 2", "nothing can be assigned", 4)]
    [InlineData("#", "expected a name or '{' right after '#'", 1)]
    [InlineData("# a", "expected a name or '{' right after '#'", 2)]
    [InlineData("#1", "expected a name or '{' right after '#'", 1)]
    [InlineData("#{1: 2", "expected ',' or '}' for the '{' at position 1", 6)]
    [InlineData("#{1: }", "expected a value but found '}'", 5)]
    [InlineData("a.{", "expected a value but found the end", 3)]
    [InlineData("a.{}", "expected a value but found '}'", 3)]
    [InlineData("a.{? }", "expected a value but found '}'", 5)]
    [InlineData("a.{b", "expected '}' for the '{' at position 2", 4)]
    [InlineData(":1", "expected '[' for a lambda", 1)]
    [InlineData("'abc", "this text has no closing '", 0)]
    [InlineData("1 + \"abc", "this text has no closing \"", 4)]
    [InlineData("'abc\\'", "this text has no closing '", 0)]
    [InlineData("'\\q'", "unknown escape \\q", 1)]
    [InlineData("'\\u12'", "expected four hexadecimal digits", 1)]
    [InlineData("`ab`", "expected one character between the `", 0)]
    [InlineData("12abc", "'12abc' is not a number", 0)]
    [InlineData("0x", "'0x' is not a number", 0)]
    [InlineData("09", "'09' is not a number", 0)]
    [InlineData("99999999999999999999l", "is not a number that fits a type", 0)]
    [InlineData("1.5l", "is not a number", 0)]
    [InlineData("a ; b", "character ';' means nothing here", 2)]
    [InlineData("a \\ b", "character '\\' means nothing here", 2)]
    [InlineData("a \0", "character U+0000 means nothing here", 2)]
    [InlineData("\ud83d\ude00", "character U+D83D means nothing here", 0)]
    [InlineData("@", "expected the name of a type but found the end", 1)]
    [InlineData("@demo.", "expected '@' after the type 'demo' but found '.'", 5)]
    [InlineData("@System.Math", "expected '@' after the type 'System.Math' but found the end", 12)]
    [InlineData("@System.Math@", "expected the name of a static member of System.Math", 13)]
    [InlineData("@System.Math@Nope", "no static property or field 'Nope' in System.Math (it has", 13)]
    [InlineData("@demo.NoSuch@x", "no type 'demo.NoSuch' is loaded", 1)]
    [InlineData("1 instanceof", "expected the name of a type but found the end", 12)]
    [InlineData("1 instanceof demo.NoSuch", "no type 'demo.NoSuch' is loaded", 13)]
    [InlineData("1 instanceof List<int", "expected '>' for the type arguments", 17)]
    [InlineData("new", "expected the name of a type", 3)]
    [InlineData("new 1", "expected the name of a type but found '1'", 4)]
    [InlineData("new int", "expected '(' for the arguments but found the end", 7)]
    [InlineData("new int[]", "expected '{' for the items of the array", 9)]
    [InlineData("new int[2", "expected ']' for the '[' at position 7", 9)]
    [InlineData("new System.Collections.IList()", "is abstract or an interface", 4)]
    [InlineData("new List<int, int>()", "no type 'List`2' is loaded", 4)]
    public void Wrong_expression_says_what_was_expected_and_where(string text, string message, int position)
    {
        var failure = Assert.Throws<ExpressionException>(() => ExpressionCompiler.Compile(text));

        Assert.Contains(message, failure.Message, StringComparison.Ordinal);
        Assert.Equal(position, failure.Position);
    }

    [Theory]
    [InlineData("@java.lang.System@getProperty('x')", "there is no java.lang.System: on .NET it is System.Environment")]
    [InlineData("@java.lang.System@currentTimeMillis()", "@System.DateTime@UtcNow")]
    [InlineData("@java.lang.Runtime@getRuntime()", "System.GC")]
    [InlineData("x instanceof java.lang.Number", "numbers have no common type")]
    [InlineData("new java.util.TreeMap()", "it is a type of Java, and nothing on .NET stands for it here")]
    [InlineData("@javax.management.ObjectName@x", "it is a type of Java")]
    public void Java_type_is_told_its_name_on_dotnet(string text, string message) =>
        Assert.Contains(message, Assert.Throws<ExpressionException>(() => ExpressionCompiler.Compile(text)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("(")]
    [InlineData("{")]
    [InlineData("[")]
    [InlineData("-")]
    [InlineData("!")]
    [InlineData("not ")]
    [InlineData("a.{")]
    [InlineData("a.(")]
    [InlineData("a[")]
    [InlineData("f(")]
    [InlineData("#{1:")]
    [InlineData("1?")]
    [InlineData("1?2:")]
    [InlineData("#a=")]
    [InlineData(":[")]
    [InlineData("new int[")]
    [InlineData("{'a',#{1:a.{?f(")]
    public void Nesting_without_end_is_refused(string piece)
    {
        var failure = Assert.Throws<ExpressionException>(() => ExpressionCompiler.Compile(string.Concat(Enumerable.Repeat(piece, 10_000 / piece.Length))));

        Assert.Contains("nested deeper than 200 levels", failure.Message, StringComparison.Ordinal);
        Assert.True(failure.Position >= 0);
    }

    [Fact]
    public void Type_arguments_nested_without_end_are_refused() =>
        Assert.Contains("nested deeper", Assert.Throws<ExpressionException>(() => ExpressionCompiler.Compile("1 instanceof " + string.Concat(Enumerable.Repeat("List<", 9_000)))).Message, StringComparison.Ordinal);

    [Fact]
    public void Nesting_within_the_limit_is_fine() =>
        Assert.Equal(1, ExpressionCompiler.Compile(new string('(', 150) + "1" + new string(')', 150)).Evaluate(null));

    [Fact]
    public void Text_without_end_is_refused() =>
        Assert.Contains("at most 65536 are allowed", Assert.Throws<ExpressionException>(() => ExpressionCompiler.Compile(new string('1', 70_000))).Message, StringComparison.Ordinal);

    [Fact]
    public void Number_of_thousands_of_digits_is_refused() =>
        Assert.Contains("is not a number", Assert.Throws<ExpressionException>(() => ExpressionCompiler.Compile(new string('1', 60_000))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(".a", 20_000)]
    [InlineData("[0]", 20_000)]
    [InlineData("(1)", 20_000)]
    public void Chain_of_thousands_needs_no_stack(string link, int times)
    {
        var expression = ExpressionCompiler.Compile("#x" + string.Concat(Enumerable.Repeat(link, times)));

        Assert.Throws<ExpressionException>(() => expression.Evaluate(null));
    }

    [Theory]
    [InlineData("prams[0]", "no such name 'prams'; known here: params, target", 0)]
    [InlineData("{params, retrunObj}", "no such name 'retrunObj'", 9)]
    [InlineData("#cots > 5", "no such variable '#cots'; known here: #cost", 0)]
    public void Name_that_the_root_will_not_have_is_refused_at_once(string text, string message, int position)
    {
        var failure = Assert.Throws<ExpressionException>(() => ExpressionCompiler.Compile(text, ["params", "target", "#cost"]));

        Assert.Contains(message, failure.Message, StringComparison.Ordinal);
        Assert.Equal(position, failure.Position);
    }

    [Theory]
    [InlineData("params[0] > 5 && #cost > 1")]
    [InlineData("params.{name}")]
    [InlineData("params.{? length > 3}.{size}")]
    [InlineData("target.(name + age)")]
    [InlineData("#a = 1, #a + 1")]
    [InlineData("#f = :[name], #f(target)")]
    [InlineData("target.anything.at.all")]
    public void Name_of_something_else_is_left_alone(string text) => ExpressionCompiler.Compile(text, ["params", "target", "#cost"]);

    [Theory]
    [InlineData("a.in", "in")]
    [InlineData("a.new", "new")]
    [InlineData("a.not", "not")]
    [InlineData("a.instanceof", "instanceof")]
    public void Word_behind_a_dot_is_a_name(string text, string name) =>
        Assert.Equal(7, ExpressionCompiler.Compile(text).Evaluate(new Dictionary<string, object> { ["a"] = new Dictionary<string, int> { [name] = 7 } }));
}
