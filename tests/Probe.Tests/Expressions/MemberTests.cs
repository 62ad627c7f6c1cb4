using Arthas.Probe.Expressions;

namespace Arthas.Probe.Tests.Expressions;

public class MemberTests
{
    public static TheoryData<string, object?> Members => new()
    {
        { "target.Name", "Bella" },
        { "target.name", "Bella" },
        { "target.NAME", "Bella" },
        { "target.Age", 6 },
        { "target.Weight", 0 },
        { "target.YearsLeft", 9 },
        { "target.age", 6 },
        { "target.Kind", "animal" },
        { "target._secret", "base secret" },
        { "target.hidden", 11 },
        { "target.Sound", "woof" },
        { "target.FullName", "Bella the dog" },
        { "target.Shape", "default shape" },
        { "target.Count", 3 },
        { "target.Legs", 4 },
        { "target.s_private", "static secret" },
        { "target.Friend.Friend", null },
        { "target.Place.X", 1 },
        { "target.Place.Y", 2 },
        { "target.Maybe", null },
        { "#root.target.Name", "Bella" },
        { "#root['target'].Name", "Bella" },
        { "#this.target.Name", "Bella" },
        { "target['Name']", "Bella" },
        { "target.(Name + ' ' + Age)", "Bella 6" },
        { "target.(#this.Name)", "Bella" },
        { "params.length", 4 },
        { "params.Length", 4 },
        { "params.size", 4 },
        { "params.size()", 4 },
        { "params.length()", 4 },
        { "params.isEmpty()", false },
        { "params[1].Length", 5 },
        { "params[1].length()", 5 },
        { "params[1].size()", 5 },
        { "params[1].isEmpty()", false },
        { "''.isEmpty", true },
        { "returnObj.Count", 4 },
        { "returnObj.count", 4 },
        { "returnObj.size", 4 },
        { "returnObj.size()", 4 },
        { "returnObj.length", 4 },
        { "returnObj.Count()", 4 },
        { "returnObj.isEmpty", false },
        { "{}.isEmpty()", true },
        { "{}.empty", true },
        { "map.size()", 2 },
        { "map.Count", 2 },
        { "map.keys.size()", 2 },
        { "map.keySet().size()", 2 },
        { "map.values[1]", "two" },
        { "map.Keys[0]", "a" },
        { "map.a", 1 },
        { "map.b", "two" },
        { "map.missing", null },
        { "map['a']", 1 },
        { "map[\"b\"]", "two" },
        { "map['missing']", null },
        { "map.get('a')", 1 },
        { "map.containsKey('a')", true },
        { "map.ContainsKey('zz')", false },
        { "map.entrySet().size()", 2 },
        { "target.Scores.run", 7 },
        { "target.Scores.Count", 3 },
        { "target.Scores.size", 3 },
        { "target.Scores['size']", 5 },
        { "target.Scores['Count']", 99 },
        { "ids[7]", "seven" },
        { "ids[7L]", "seven" },
        { "ids['7']", null },
        { "ids['no']", null },
        { "throwExp.message", "number is: -1, need >= 2" },
        { "throwExp.Message", "number is: -1, need >= 2" },
        { "throwExp.getMessage()", "number is: -1, need >= 2" },
        { "throwExp.localizedMessage", "number is: -1, need >= 2" },
        { "throwExp.cause.message", "inner" },
        { "throwExp.getCause().getMessage()", "inner" },
        { "throwExp.InnerException.Message", "inner" },
        { "throwExp.stackTrace", null },
        { "throwExp.class.name", "System.ArgumentException" },
        { "throwExp.getClass().getName()", "System.ArgumentException" },
        { "throwExp.getClass().getSimpleName()", "ArgumentException" },
        { "throwExp.GetType().Name", "ArgumentException" },
        { "throwExp.GetType().FullName", "System.ArgumentException" },
        { "target.Mood.name()", "Active" },
        { "target.Mood.ordinal()", 1 },
        { "target.Numbers[^]", 5 },
        { "target.Numbers[$]", 8 },
        { "target.Numbers[|]", 3 },
        { "{1, 2, 3}[$]", 3 },
        { "{}[^]", null },
        { "map[^]", 1 },
        { "target.Numbers[*].size()", 3 },
        { "target.Numbers[0]", 5 },
        { "target.Numbers[1L]", 3 },
        { "target.Numbers[target.Numbers[1] - 1]", 8 },
        { "target.Grid[1, 2]", 6 },
        { "target.Toys[1]", "bone" },
        { "target.Toys.get(1)", "bone" },
        { "target.Toys[1][0]", 'b' },
        { "target.Toys.Count", 3 },
        { "cabinet['top']", "socks" },
        { "cabinet[3]", "drawer 3" },
        { "cabinet[3, 4]", "3/4" },
        { "cabinet['Label']", null },
        { "cabinet._drawers.top", "socks" },
        { "orders[1].Sku", "B2" },
        { "orders[1].sku", "B2" },
        { "nothing", null },
        { "nothing == null ? 'none' : nothing.x", "none" },
        { "@Hound@Count", 3 },
        { "@Hound@count", 3 },
        { "@Hound@Species", "canis" },
        { "@Hound@Legs", 4 },
        { "@Hound@s_private", "static secret" },
        { "@Arthas.Probe.Tests.Expressions.Hound@Count", 3 },
        { "@Arthas.Probe.Tests.Expressions.Outer@Value", 42 },
        { "@Arthas.Probe.Tests.Expressions.Outer+Inner@Where", "inner" },
        { "@Arthas.Probe.Tests.Expressions.Outer$Inner@Where", "inner" },
        { "@Arthas.Probe.Tests.Expressions.Outer.Inner@Where", "inner" },
        { "@System.Int32@MaxValue", int.MaxValue },
        { "@int@MaxValue", int.MaxValue },
        { "@string@Empty", "" },
        { "@System.Math@PI", Math.PI },
        { "@@PI", Math.PI },
        { "@Mood@Closed", Mood.Closed },
        { "@Hound@class.Name", "Hound" },
        { "target.Mood == @Mood@Active", true },
    };

    [Theory]
    [MemberData(nameof(Members))]
    public void Member_is_read(string text, object? expected)
    {
        if (text == "cabinet['Label']")
        {
            // Its own indexer comes before its fields, and throws.
            Assert.Contains("KeyNotFoundException", Eval.Fails(text).Message, StringComparison.Ordinal);
            return;
        }

        Assert.Equal(expected, Eval.It(text));
    }

    [Theory]
    [InlineData("Name", "Bella")]
    [InlineData("age + 1", 7)]
    [InlineData("Toys[0]", "ball")]
    [InlineData("Describe()", "I am animal")]
    [InlineData("#this.Name", "Bella")]
    [InlineData("#root.Name", "Bella")]
    [InlineData("Friend.(Name + #root.Name)", "MaxBella")]
    public void Root_may_be_an_object(string text, object expected) =>
        Assert.Equal(expected, Eval.It(text, new Hound("Bella", 6) { Friend = new Hound("Max", 1) }));

    [Fact]
    public void Root_may_be_a_dictionary() => Assert.Equal(3, Eval.It("a + b", new Dictionary<string, int> { ["a"] = 1, ["b"] = 2 }));

    [Fact]
    public void Captured_parameter_of_a_primary_constructor_is_found() => Assert.Equal("kept", Eval.It("text", new Callback("kept")));

    [Theory]
    [InlineData("params.nope", "no such property or field 'nope' in System.Object[]", 7)]
    [InlineData("target.Nope", "no such property or field 'Nope' in Arthas.Probe.Tests.Expressions.Hound (it has Name, Age", 7)]
    [InlineData("nope", "no such name 'nope'; known here: params, target", 0)]
    [InlineData("nothing.x", "source is null for getProperty(null, \"x\"): 'nothing' is null", 8)]
    [InlineData("target.Friend.Friend.Name", "source is null for getProperty(null, \"Name\"): 'target.Friend.Friend' is null", 21)]
    [InlineData("params[2].length", "source is null for getProperty(null, \"length\"): 'params[2]' is null", 10)]
    [InlineData("nothing[0]", "source is null for getProperty(null, \"0\"): 'nothing' is null", 7)]
    [InlineData("nothing.foo(1)", "source is null for callMethod(null, \"foo\"): 'nothing' is null", 8)]
    [InlineData("nothing.{#this}", "source is null for projection: 'nothing' is null", 8)]
    [InlineData("nothing.{? #this}", "source is null for selection: 'nothing' is null", 8)]
    [InlineData("params[4]", "index 4 is out of range: there are 4 items", 6)]
    [InlineData("params[-1]", "index -1 is out of range", 6)]
    [InlineData("params['x']", "'x'", 6, true)]
    [InlineData("returnObj[10]", "index 10 is out of range: there are 4 items", 9)]
    [InlineData("params[1][9]", "index 9 is out of range: there are 5 items", 9)]
    [InlineData("target[0]", "has no indexer", 6)]
    [InlineData("target.Grid[1]", "takes 2 indices and not 1", 11)]
    [InlineData("target.Thrower", "threw System.InvalidOperationException: never ask", 7)]
    [InlineData("cabinet['bottom']", "threw System.Collections.Generic.KeyNotFoundException", 7)]
    [InlineData("foo()", "no method 'foo' here; call it on something, such as target.foo(…)", 0)]
    public void Missing_member_is_named_with_its_position(string text, string message, int position, bool anyMessage = false)
    {
        var failure = Eval.Fails(text);

        if (!anyMessage)
        {
            Assert.Contains(message, failure.Message, StringComparison.Ordinal);
        }

        Assert.Equal(position, failure.Position);
    }

    [Fact]
    public void Null_root_is_named() =>
        Assert.Equal("source is null for getProperty(null, \"x\")", Assert.Throws<ExpressionException>(() => ExpressionCompiler.Compile("x").Evaluate(null)).Message);

    [Fact]
    public void One_expression_reads_many_types()
    {
        var expression = ExpressionCompiler.Compile("#this.Length");

        Assert.Equal(3, expression.Evaluate("abc"));
        Assert.Equal(2, expression.Evaluate(new int[2]));
        Assert.Equal(4, expression.Evaluate(new string[4]));
        Assert.Equal(5L, expression.Evaluate(new MemoryStream(new byte[5])));
        for (var i = 0; i < 20; i++)
        {
            Assert.Equal(i, expression.Evaluate(Array.CreateInstance(i % 2 == 0 ? typeof(long) : typeof(byte), i)));
        }
    }

    [Fact]
    public void Evaluation_runs_on_many_threads_at_once()
    {
        var expression = ExpressionCompiler.Compile("#n = Name, #this.Age > 3 && #n.length() == 3 && Describe().Contains('am')");
        var dogs = Enumerable.Range(0, 64).Select(i => new Hound("Rex", 4 + i)).ToArray();

        Parallel.For(0, 20_000, i => Assert.Equal(true, expression.Evaluate(dogs[i % dogs.Length])));
    }
}
