using System.Reflection;
using Arthas.Probe.Expressions;
using Arthas.Probe.Listening;
using Arthas.Probe.Listening.Gates;
using Arthas.Probe.Weaving;

namespace Arthas.Probe.Tests.Listening.Gates;

public sealed class ConditionGateTests
{
    private static readonly object?[][] Calls =
    [
        [5, 5L, true, 1.5, "bob", null],
        [-5, long.MaxValue, false, double.NaN, null, "x"],
        [0, long.MinValue, true, double.NegativeInfinity, "", new object()],
        [int.MaxValue, 2147483648L, false, -0.0, "BOB", 5],
        [int.MinValue, -1L, true, 9007199254740993.0, "bob ", "bob"],
        [100, 100L, false, 100.0, "null", 'b'],
    ];

    private static readonly string[] Decided =
    [
        "params[0] > 0", "params[0] >= 5", "params[0] < 100", "params[0] <= -5", "params[0] == 5", "params[0] != 5", "0 < params[0]", "5 == params[0]",
        "params[0] gt 4", "params[0] == 5.0", "params[0] < 0.5", "params[0] == 'd'", "params[0] == 5L", "params[0] % 2 == 1", "params[0] % 10 == -5", "params[0] % 5",
        "params[0] == -2147483648", "params[0] < -2147483648", "params[0] > 9223372036854775807L", "params[0] == params[1]", "params[0] < params[1]",
        "params[1] == 9223372036854775807L", "params[1] > 2147483647", "params[1] <= -9223372036854775807L", "params[1] == 9007199254740993.0",
        "params[2]", "!params[2]", "params[2] == true", "params[2] != true", "params[2] == 1", "not params[2]",
        "params[3] > 1", "params[3] == 1.5", "params[3] != 1.5", "!(params[3] > 1)", "params[3] < params[0]", "params[3] == 0", "params[3] == 9007199254740993L", "params[3] >= 100",
        "params[4] == null", "params[4] != null", "null == params[4]", "params[4] == \"bob\"", "params[4] != \"bob\"", "\"bob\" == params[4]", "params[5] == null", "params[5] == \"bob\"",
        "params[0] > 0 && params[4] == \"bob\"", "params[0] > 0 || params[2]", "!(params[0] > 0 && params[1] > 0)", "params[0] > 0 && (params[1] < 0 || params[3] > 1)",
        "params[0] == 5 && returnObj > 3", "params[0] != 5 || #cost > 10", "params[0] > 0 && params[3] > 1 && target.nothing", "false", "1 > 2", "params[0] == 5 && nothing()",
    ];

    private static readonly string[] Undecided =
    [
        "returnObj > 3", "#cost > 10", "params", "params.length > 3", "params[9] > 1", "params[-1] == 5", "params[#i = 0] > 1", "params[0] + 1 > 2", "params[0] > \"a\"", "params[4] > \"bob\"",
        "params[0] in {1, 5}", "params[0] % 0 == 1", "params[0] == 5m", "target.x > 1 && params[0] > 1", "params.{? #this != null}[0] == 5", "params[0], true", "params[0] ? true : false",
        "params[0] > 1 > 2", "params[4].Length > 2", "params[4]", "params[0] = 5",
    ];

    public static TheoryData<string> DecidedConditions => [.. Decided];

    public static TheoryData<string> UndecidedConditions => [.. Undecided];

    private static void Method(int whole, long large, bool truth, double real, string? text, object? thing) =>
        GC.KeepAlive((whole, large, truth, real, text, thing));

    [Theory]
    [MemberData(nameof(DecidedConditions))]
    public void Admits_says_no_only_to_what_the_condition_is_false_for(string condition)
    {
        var gate = Gate(condition)!;
        var turnedAway = 0;
        foreach (var call in Calls)
        {
            if (!Admits(gate, call))
            {
                turnedAway++;
                Assert.False(Evaluate(condition, call) is true, $"{condition} on {string.Join(", ", call)}");
            }
        }

        Assert.True(turnedAway > 0 || condition.Contains("||", StringComparison.Ordinal), condition);
    }

    [Theory]
    [MemberData(nameof(DecidedConditions))]
    public void Admits_says_no_to_all_that_arguments_alone_decide(string condition)
    {
        // Where the condition is about nothing else; an object may be compared in ways of its own.
        if (condition == "params[5] == \"bob\"" || condition.Contains("returnObj", StringComparison.Ordinal) || condition.Contains('#') || condition.Contains("nothing", StringComparison.Ordinal))
        {
            return;
        }

        var gate = Gate(condition)!;
        Assert.All(Calls, call => Assert.Equal(Evaluate(condition, call) is true || (condition == "params[0] % 5" && (int)call[0]! % 5 != 0), Admits(gate, call)));
    }

    [Theory]
    [MemberData(nameof(DecidedConditions))]
    public void Range_is_what_it_admits(string condition)
    {
        var gate = Gate(condition)!;
        if (gate.Range is not { } range)
        {
            return;
        }

        foreach (var call in Calls)
        {
            var value = range.Index switch { 0 => (int)call[0]!, 1 => (long)call[1]!, _ => (bool)call[2]! ? 1L : 0 };
            Assert.Equal(Admits(gate, call), value >= range.Least && value <= range.Most);
        }
    }

    [Theory]
    [InlineData("params[1] < 7", 1, long.MinValue, 6)]
    [InlineData("params[0] >= 7", 0, 7, long.MaxValue)]
    [InlineData("7 > params[0]", 0, long.MinValue, 6)]
    [InlineData("params[0] == 7", 0, 7, 7)]
    [InlineData("params[0] == 7 && #cost > 3", 0, 7, 7)]
    public void Range_of_a_plain_comparison_is_known(string condition, int index, long least, long most) =>
        Assert.Equal(new WholeRange(index, least, most), Gate(condition)!.Range);

    [Theory]
    [MemberData(nameof(UndecidedConditions))]
    public void For_a_condition_that_arguments_do_not_decide_is_none(string condition) => Assert.Null(Gate(condition));

    [Fact]
    public void For_a_method_without_plain_arguments_is_none() =>
        Assert.Null(ConditionGate.For(Compile("params[0] > 1"), typeof(decimal).GetMethod(nameof(decimal.Floor))!, Governor()));

    [Fact]
    public void For_nothing_is_none() => Assert.Null(ConditionGate.For(null, Subject, Governor()));

    [Fact]
    public void Places_go_to_the_first_of_each_kind()
    {
        var places = PlainPlaces.Of(typeof(ConditionGateTests).GetMethod(nameof(Many), BindingFlags.NonPublic | BindingFlags.Static)!);

        Assert.Equal(
            [new(PlainKind.Whole, 0), default, new(PlainKind.Real, 0), default, new(PlainKind.Whole, 1), new(PlainKind.Reference, 0), new(PlainKind.Whole, 2), default, new(PlainKind.Reference, 1), default, default],
            places);
    }

    private static void Many(byte a, decimal b, float c, ulong d, char e, int[] f, uint g, short h, string i, ref int j, DayOfWeek k)
    {
        j = 0;
        GC.KeepAlive((a, b, c, d, e, f, g, h, i, k));
    }

    private static MethodInfo Subject => typeof(ConditionGateTests).GetMethod(nameof(Method), BindingFlags.NonPublic | BindingFlags.Static)!;

    private static Governor Governor() => new(1000, 1000, static () => { });

    private static Expression Compile(string condition) => ExpressionCompiler.Compile(condition);

    private static CallGate? Gate(string condition) => ConditionGate.For(Compile(condition), Subject, Governor());

    private static bool Admits(CallGate gate, object?[] call) =>
        gate.Admits((int)call[0]!, (long)call[1]!, (bool)call[2]! ? 1 : 0, call[4], call[5], (double)call[3]!, 0);

    private static object? Evaluate(string condition, object?[] call)
    {
        var context = CallContext.Rent(CallPoint.Return, new(Subject, Target: null, call), CallOutcome.Returned(7, ticks: 0));
        try
        {
            return Compile(condition).Evaluate(context);
        }
        finally
        {
            context.Return();
        }
    }
}
