using Arthas.Contracts.CommandLine;
using Arthas.Probe.Expressions;

namespace Arthas.Probe.Tests.Expressions;

public class RoleTests
{
    private static readonly EvaluationContext Observing = new() { Role = Role.Observe };

    public static TheoryData<string> Observed =>
    [
        "params", "params[0] > 100", "{params, returnObj, throwExp}", "#{'a': params}", "#cost > 5", "target.Name", "target._secret", "target.hidden",
        "target.Friend.Name", "target.TrivialWeight", "target.Numbers[0]", "target.Grid[0, 1]", "target.Toys[0]", "target.Toys.Count", "target.Toys.size()",
        "target.Toys.isEmpty()", "target.Toys.Contains('ball')", "target.Scores.run", "target.Scores['run']", "target.Scores.Count", "target.Scores.ContainsKey('run')",
        "map.a", "map['a']", "map.keys.size()", "map.values.{#this}", "map.entrySet().{key}", "map.entrySet().size()", "map.entrySet()[0].key", "target.Age.HasValue", "ids[7]", "returnObj.{? #this > 2}", "returnObj.{#this * 2}",
        "orders.{Sku + Quantity}", "orders.{? Quantity > 5}.size()", "params[1].Length", "params[1].length()", "params[1].StartsWith('he')", "params[1].Contains('l')",
        "params[1].Substring(1)", "params[1].substring(1, 2)", "params[1].ToUpper()", "params[1].toUpperCase()", "params[1].IndexOf('l')", "params[1].Trim().Length",
        "params[1].equals('hello')", "params[1][0]", "params[1] + ' world'", "'at ' + target.Born", "target.Born.Year", "target.Born.AddDays(1).Day", "target.Born.ToString()",
        "target.Id.ToString()", "target.Mood.ToString()", "target.Mood.name()", "target.Mood == 'Active'", "target.Rights.HasFlag(target.Rights)", "target.Price.ToString()", "target.Price * 2",
        "target.GetType().Name", "target.getClass().getName()", "target.getName()", "target.class.simpleName", "target.GetType().BaseType.Name", "throwExp.Message", "throwExp.getMessage()",
        "throwExp.cause.message", "throwExp.stackTrace", "throwExp.GetType().FullName", "@System.Math@Max(1, 2)", "@@abs(-2)", "@@PI", "@Hound@Count", "@Hound@s_private",
        "@DateTime@UtcNow", "@Mood@Closed", "@TimeSpan@FromSeconds(2).TotalSeconds", "@string@IsNullOrEmpty('')", "new System.DateTime(2020, 1, 1)", "new int[3]", "new int[] {1, 2}",
        "new TimeSpan(1, 2, 3).Hours", "#a = 1, #a + 1", "#m = #{}, #m.x = 1, #m.x", "target instanceof Hound", "target == target.Friend", "target == null", "target.Friend.Friend == null ? 1 : 2",
        "params[0] in {1, 150}", "#f = :[#this + 1], #f(1)", "target.Place.X", "target.Maybe == null", "orders[0].Sku", "orders[0].Quantity", "numbers.Count", "numbers[0]", "numbers.{#this}",
        "target.Toys[$]", "pair.Item1", "pair.Key", "@int@Parse('4')", "@char@IsDigit('4')",
    ];

    public static TheoryData<string, string> Changing => new()
    {
        { "target.Touch()", "it calls 'Touch' at position 7" },
        { "target.Describe()", "it calls 'Describe' at position 7" },
        { "target.getYearsLeft()", "it calls 'getYearsLeft'" },
        { "returnObj.Add(1)", "" },
        { "returnObj.Clear()", "it calls 'Clear'" },
        { "params[1].Replace('l', 'x')", "it calls 'Replace'" },
        { "params[1].PadLeft(1000000000)", "it calls 'PadLeft'" },
        { "@Hound@Fail()", "it calls the static method 'Fail' at position 7" },
        { "@System.Environment@Exit(1)", "it calls the static method 'Exit'" },
        { "@System.IO.File@Delete('x')", "it calls the static method 'Delete'" },
        { "new Hound('x', 1)", "it makes a new Arthas.Probe.Tests.Expressions.Hound at position 0" },
        { "new string('x', 1000000000)", "it makes a new System.String" },
        { "new java.util.ArrayList()", "it makes a new" },
        { "target.Name = 'x'", "it assigns at position 12" },
        { "@Hound@Count = 1", "it assigns at position 13" },
        { "params[0] = 1", "it assigns" },
        { "true ? 1 : target.Touch()", "it calls 'Touch'" },
        { "{1, {target.Touch()}}", "it calls 'Touch'" },
        { "params.{#this.Touch()}", "it calls 'Touch'" },
        { "#f = :[target.Touch()], 1", "it calls 'Touch'" },
    };

    [Theory]
    [MemberData(nameof(Observed))]
    public void Reading_needs_no_more_than_observe(string text)
    {
        var root = Eval.Root();
        root["numbers"] = new Numbers { 4, 5 };
        root["pair"] = text.Contains("Key", StringComparison.Ordinal) ? KeyValuePair.Create(1, 2) : (1, 2);
        var expression = ExpressionCompiler.Compile(text);

        Assert.Equal(Role.Observe, expression.Role);
        Assert.Null(expression.Reason);
        expression.Evaluate(root, Eval.Variables(), Observing);
    }

    [Theory]
    [MemberData(nameof(Changing))]
    public void Calling_and_assigning_need_change(string text, string reason)
    {
        var failure = Eval.Fails(text, context: Observing);

        Assert.Contains("change", failure.Message, StringComparison.Ordinal);
        if (reason.Length > 0)
        {
            var expression = ExpressionCompiler.Compile(text);
            Assert.Equal(Role.Change, expression.Role);
            Assert.StartsWith(reason, expression.Reason, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("target.YearsLeft", "the getter of Arthas.Probe.Tests.Expressions.Hound.YearsLeft runs code of the target, which needs the role 'change'")]
    [InlineData("target.Sound", "the getter of")]
    [InlineData("target.FullName", "the getter of")]
    [InlineData("target.Thrower", "the getter of")]
    [InlineData("target.ToString()", "calling Arthas.Probe.Tests.Expressions.Hound.ToString runs code")]
    [InlineData("target.equals(orders[0])", "", false)]
    [InlineData("'' + target", "turning Arthas.Probe.Tests.Expressions.Hound into text")]
    [InlineData("orders[0] == orders[1]", "Equals of Arthas.Probe.Tests.Expressions.Order")]
    [InlineData("orders[0] in orders.{#this}.{? Quantity > 3}", "Equals of")]
    [InlineData("orders.Contains(orders[0])", "calling System.Collections.Generic.List`1")]
    [InlineData("cabinet['top']", "the indexer of Arthas.Probe.Tests.Expressions.Cabinet")]
    [InlineData("cabinet.get('top')", "calling Arthas.Probe.Tests.Expressions.Cabinet.get")]
    [InlineData("walked.{^ true}", "going through Arthas.Probe.Tests.Expressions.Walked")]
    [InlineData("lazy.{#this}", "going through")]
    [InlineData("odd[0]", "the indexer of")]
    [InlineData("odd.{#this}", "going through")]
    [InlineData("odd.Count", "the getter of")]
    [InlineData("task.Exception", "the getter of System.Threading.Tasks.Task")]
    [InlineData("task.Result", "the getter of System.Threading.Tasks.Task`1")]
    [InlineData("@Hound@Computed", "the getter of")]
    public void Code_of_the_target_met_while_observing_is_not_run(string text, string message, bool refused = true)
    {
        var walked = new Walked();
        var root = Eval.Root();
        root["walked"] = walked;
        root["lazy"] = Enumerable.Range(0, 3).Select(i => walked.Times + i);
        root["odd"] = new OddNumbers();
        root["task"] = new TaskCompletionSource<int>().Task;

        Assert.Equal(Role.Observe, ExpressionCompiler.Compile(text).Role);
        if (!refused)
        {
            Assert.Equal(false, Eval.It(text, root, Observing));
            return;
        }

        var failure = Eval.Fails(text, root, Observing);
        Assert.Contains(message, failure.Message, StringComparison.Ordinal);
        Assert.Contains("'change'", failure.Message, StringComparison.Ordinal);
        Assert.True(failure.Position >= 0);
        Assert.Equal(0, walked.Times);
        Assert.Equal(0, OddNumbers.Runs);
    }

    [Fact]
    public void Lazy_sequence_is_not_enumerated_unless_projected()
    {
        var walked = new Walked();

        Assert.Same(walked, Eval.It("#this", walked));
        Assert.Equal(Role.Observe, ExpressionCompiler.Compile("{#this, #this == null, !#this}").Role);
        Eval.It("{#this, #this == null, !#this}", walked);
        Assert.Equal(0, walked.Times);

        Assert.Equal(new List<object?> { 3 }, Eval.It("#this.{^ #this == 3}", walked));
        Assert.Equal(1, walked.Times);
    }

    [Theory]
    [InlineData("target.Name = 'x'")]
    [InlineData("target.Age = 3")]
    [InlineData("target.Friend.Age = 3")]
    [InlineData("target.Numbers[0] = 9")]
    [InlineData("target.Toys[0] = 'x'")]
    [InlineData("target.Scores['x'] = 1")]
    [InlineData("target.Scores.x = 1")]
    [InlineData("map.a = 1")]
    [InlineData("@Hound@Count = 9")]
    [InlineData("target.setAge(3)")]
    [InlineData("#m = target, #m.Age = 3")]
    [InlineData("#m = map, #m['a'] = 3")]
    public void Strict_refuses_assignment_to_the_targets_objects(string text)
    {
        var failure = Eval.Fails(text);

        Assert.Equal(EvaluationContext.StrictMessage, failure.Message);
    }

    [Theory]
    [InlineData("target.Age = 3", true)]
    [InlineData("@Hound@Count = 9", true)]
    [InlineData("#a = 3", false)]
    [InlineData("#m = #{}, #m.a = 3", false)]
    [InlineData("target.Age == 3", false)]
    public void Assignment_shows_before_it_is_run(string text, bool assigns) => Assert.Equal(assigns, ExpressionCompiler.Compile(text).Assigns);

    [Theory]
    [InlineData("target.Age = 3, target.Age", 3)]
    [InlineData("target.Age = 3L, target.Age", 3)]
    [InlineData("target.age = '12', target.Age", 12)]
    [InlineData("target.Weight = 7, target.Weight", 7)]
    [InlineData("target.Name = 'New', target.Name", "New")]
    [InlineData("target.hidden = 5, target.Hidden()", 5)]
    [InlineData("target.Friend.Age = 30, target.Friend.Age", 30)]
    [InlineData("target.Friend = null, target.Friend", null)]
    [InlineData("target.Maybe = 4, target.Maybe", 4)]
    [InlineData("target.Mood = 'Closed', target.Mood.ordinal()", 5)]
    [InlineData("target.Place.X = 40, target.Place.X", 40)]
    [InlineData("target.Place.Y = 41, target.Place.Sum()", 42)]
    [InlineData("target.Numbers[1] = 33, target.Numbers[1]", 33)]
    [InlineData("target.Grid[1, 1] = 9L, target.Grid[1, 1]", 9)]
    [InlineData("target.Toys[0] = 'car', target.Toys[0]", "car")]
    [InlineData("target.Scores['new'] = 8L, target.Scores.new", 8)]
    [InlineData("target.Scores.run = 9, target.Scores.run", 9)]
    [InlineData("map.c = 'xy', map.c", "xy")]
    [InlineData("map['d'] = 1 + 1, map.d", 2)]
    [InlineData("target.setAge(44), target.Age", 44)]
    [InlineData("(target.Age = 5) + 1", 6)]
    [InlineData("@Outer@Written = 43, @Outer@Written", 43)]
    public void Assignment_writes_when_it_is_not_strict(string text, object? expected) =>
        Assert.Equal(expected, Eval.It(text, context: new EvaluationContext { Strict = false }));

    [Theory]
    [InlineData("target.Age = 'many'", "cannot convert \"many\" to System.Int32", 7)]
    [InlineData("target.Age = null", "cannot convert null to System.Int32", 7)]
    [InlineData("target.Nope = 1", "no such property or field 'Nope'", 7)]
    [InlineData("target.YearsLeft = 1", "cannot be written", 7)]
    [InlineData("@Hound@Legs = 1", "cannot be written", 0)]
    [InlineData("@Hound@Species = 'x'", "cannot be written", 0)]
    [InlineData("params[1][0] = 'x'", "a string cannot be written", 9)]
    [InlineData("params[9] = 'x'", "index 9 is out of range", 6)]
    [InlineData("params = 1", "'params' cannot be assigned; use a variable", 0)]
    [InlineData("nothing.x = 1", "source is null for setProperty(null, \"x\"): 'nothing' is null", 8)]
    public void Wrong_assignment_is_named_with_its_position(string text, string message, int position)
    {
        var failure = Eval.Fails(text, context: new EvaluationContext { Strict = false });

        Assert.Contains(message, failure.Message, StringComparison.Ordinal);
        Assert.Equal(position, failure.Position);
    }
}
