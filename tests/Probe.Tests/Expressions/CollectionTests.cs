using Arthas.Probe.Expressions;

namespace Arthas.Probe.Tests.Expressions;

public class CollectionTests
{
    public static TheoryData<string, object?[]> Lists => new()
    {
        { "returnObj.{#this * 2}", [4, 6, 10, 14] },
        { "returnObj.{? #this > 2}", [3, 5, 7] },
        { "returnObj.{^ #this > 2}", [3] },
        { "returnObj.{$ #this > 2}", [7] },
        { "returnObj.{? #this > 99}", [] },
        { "returnObj.{^ #this > 99}", [] },
        { "orders.{Sku}", ["A1", "B2", "C3"] },
        { "orders.{? Quantity > 10}.{Sku}", ["B2", "C3"] },
        { "orders.{? #this.Quantity > 10}.{#this.Sku}", ["B2", "C3"] },
        { "orders.{Sku + ':' + Quantity}", ["A1:3", "B2:12", "C3:30"] },
        { "orders.{Quantity > 10 ? Sku : null}", [null, "B2", "C3"] },
        { "orders.{? Quantity > params[0] / 10}.{Sku}", ["C3"] },
        { "orders.{? Quantity > #root.params[0] / 10}.{Sku}", ["C3"] },
        { "orders.{? Sku in {'A1', 'C3'}}.{Quantity}", [3, 30] },
        { "params.{#this == null}", [false, false, true, false] },
        { "params.{? #this != null && #this instanceof string}", ["hello"] },
        { "map.{#this}", [1, "two"] },
        { "map.entrySet().{key}", ["a", "b"] },
        { "map.entrySet().{Key + '=' + Value}", ["a=1", "b=two"] },
        { "map.keys.{#this}", ["a", "b"] },
        { "#{'x': 1, 'y': 2}.{#this + 1}", [2, 3] },
        { "3.{#this}", [0, 1, 2] },
        { "'abc'.{#this}", ["abc"] },
        { "target.{Name}", ["Bella"] },
        { "target.Numbers.{#this + 1}", [6, 4, 9] },
        { "{1, 2}.{ {#this, #this * 10} }[1]", [2, 20] },
        { "{{1, 2}, {3}}.{#this.size()}", [2, 1] },
        { "{{1, 2}, {3}}.{#this.{#this + 1}}[0]", [2, 3] },
        { "target.Toys.{#this.StartsWith('b')}", [true, true, false] },
        { "target.Toys.{length()}", [4, 4, 5] },
        { "target.Toys.{? contains('o')}", ["bone"] },
        { "target.Toys.{#root.target.Name + #this}", ["Bellaball", "Bellabone", "Bellastick"] },
        { "#n = 10, returnObj.{#this + #n}", [12, 13, 15, 17] },
        { "returnObj.{#last = #this}, {#last}", [7] },
        { "{target, target.Friend}.{Name}", ["Bella", "Max"] },
        { "{params, returnObj, throwExp}.{#this.class.name}", ["System.Object[]", "System.Collections.Generic.List`1[System.Int32]", "System.ArgumentException"] },
    };

    [Theory]
    [MemberData(nameof(Lists))]
    public void Projection_and_selection_give_lists(string text, object?[] expected) =>
        Assert.Equal(expected, Assert.IsType<List<object?>>(Eval.It(text)));

    [Theory]
    [InlineData("#f = :[#this * 2], #f(21)", 42)]
    [InlineData("#fact = :[#this <= 1 ? 1 : #this * #fact(#this - 1)], #fact(5)", 120)]
    [InlineData("#f = :[#this.Name], #f(target)", "Bella")]
    [InlineData("(:[#this + 1])(1)", 2)]
    public void Lambda_is_called(string text, object expected) => Assert.Equal(expected, Eval.It(text));

    [Fact]
    public void Factorial_of_the_ognl_guide_is_exact() =>
        Assert.Equal("265252859812191058636308480000000", Eval.It("#fact = :[#this<=1? 1 : #this*#fact(#this-1)], #fact(30H).toString()"));

    [Fact]
    public void Lambda_that_never_ends_is_stopped() =>
        Assert.Contains("lambdas call each other more than", Eval.Fails("#f = :[#f(#this)], #f(1)").Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("#x(1)", "'#x' is null and cannot be called")]
    [InlineData("#x = 'params', #x(1)", "is System.String and not a lambda")]
    public void Only_lambdas_are_called(string text, string message) =>
        Assert.Contains(message, Eval.Fails(text).Message, StringComparison.Ordinal);

    [Fact]
    public void Variable_that_nobody_set_is_null() => Assert.Null(Eval.It("#nobody"));

    [Fact]
    public void Variable_of_an_evaluation_ends_with_it()
    {
        var expression = ExpressionCompiler.Compile("#seen == null ? (#seen = 1) : 'leaked'");

        Assert.Equal(1, expression.Evaluate(null));
        Assert.Equal(1, expression.Evaluate(null));
    }

    [Fact]
    public void Variable_set_hides_the_one_given() => Assert.Equal(1, Eval.It("#cost = 1, #cost"));

    [Fact]
    public void Own_map_may_be_written_in_strict_mode() => Assert.Equal(3, Eval.It("#m = #{}, #m.a = 1, #m['b'] = 2, #m.a + #m.b"));

    [Fact]
    public void Ordered_map_behaves_as_a_dictionary()
    {
        var map = new OrderedMap { { "b", 1 }, { "a", 2 } };
        map.Remove("b");
        map["c"] = 3;

        Assert.Equal(["a", "c"], map.Keys);
        Assert.Equal(2, map["a"]);
        Assert.Null(map["b"]);
        Assert.Throws<ArgumentException>(() => map.Add("a", 0));
        Assert.Equal(2, ((System.Collections.IDictionary)map).Count);
    }
}
