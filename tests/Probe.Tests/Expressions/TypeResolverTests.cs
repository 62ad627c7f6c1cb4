using System.Runtime.Loader;
using Arthas.Probe.Expressions;
using Arthas.Probe.Expressions.Types;

namespace Arthas.Probe.Tests.Expressions;

public class TypeResolverTests
{
    [Theory]
    [InlineData("int", typeof(int))]
    [InlineData("string", typeof(string))]
    [InlineData("decimal", typeof(decimal))]
    [InlineData("System.DateTime", typeof(DateTime))]
    [InlineData("DateTime", typeof(DateTime))]
    [InlineData("Guid", typeof(Guid))]
    [InlineData("int[]", typeof(int[]))]
    [InlineData("int[,][]", typeof(int[][,]))]
    [InlineData("List<int>", typeof(List<int>))]
    [InlineData("List< int >", typeof(List<int>))]
    [InlineData("List<int>[]", typeof(List<int>[]))]
    [InlineData("Dictionary<string, List<int[]>>", typeof(Dictionary<string, List<int[]>>))]
    [InlineData("System.Collections.Generic.List`1", typeof(List<>))]
    [InlineData("System.Collections.Generic.List`1[System.Int32]", typeof(List<int>))]
    [InlineData("System.Collections.Generic.Dictionary`2[[System.String, System.Private.CoreLib, Version=10.0.0.0],[System.Int32]]", typeof(Dictionary<string, int>))]
    [InlineData("System.Collections.Generic.Dictionary`2+KeyCollection[System.String,System.Int32]", typeof(Dictionary<string, int>.KeyCollection))]
    [InlineData("Task", typeof(Task))]
    [InlineData("Task<string>", typeof(Task<string>))]
    [InlineData("Hound", typeof(Hound))]
    [InlineData("Arthas.Probe.Tests.Expressions.Outer+Inner", typeof(Outer.Inner))]
    [InlineData("Arthas.Probe.Tests.Expressions.Outer$Inner", typeof(Outer.Inner))]
    [InlineData("Arthas.Probe.Tests.Expressions.Outer.Inner", typeof(Outer.Inner))]
    [InlineData("java.lang.String", typeof(string))]
    [InlineData("java.lang.Integer", typeof(int))]
    [InlineData("java.util.ArrayList", typeof(List<object>))]
    [InlineData("java.util.HashMap", typeof(Dictionary<object, object>))]
    [InlineData("java.util.LinkedHashMap", typeof(OrderedMap))]
    [InlineData("java.math.BigDecimal", typeof(decimal))]
    [InlineData("java.math.BigInteger", typeof(System.Numerics.BigInteger))]
    [InlineData("Integer", typeof(int))]
    [InlineData("HashMap", typeof(Dictionary<object, object>))]
    public void Name_leads_to_its_type(string name, Type expected) => Assert.Equal(expected, Eval.It($"@{name}@class"));

    [Fact]
    public void Type_of_several_load_contexts_is_the_preferred_ones()
    {
        var context = new AssemblyLoadContext("second");
        var copy = context.LoadFromAssemblyPath(typeof(Hound).Assembly.Location).GetType(typeof(Hound).FullName!)!;
        const string Text = "@Arthas.Probe.Tests.Expressions.Hound@class";

        Assert.NotEqual(typeof(Hound), copy);
        Assert.Equal(typeof(Hound), ExpressionCompiler.Compile(Text).Evaluate(null));
        Assert.Equal(copy, ExpressionCompiler.Compile(Text, types: new TypeResolver(context)).Evaluate(null));
    }

    [Fact]
    public void Types_of_the_probe_itself_are_not_offered() =>
        Assert.Throws<ExpressionException>(() => ExpressionCompiler.Compile("@Arthas.Probe.Expressions.EvaluationContext@StrictMessage"));
}
