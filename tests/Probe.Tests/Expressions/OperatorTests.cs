namespace Arthas.Probe.Tests.Expressions;

public class OperatorTests
{
    [Theory]
    [InlineData("1 + 2", 3)]
    [InlineData("params[0] > 100", true)]
    [InlineData("#cost > 5", true)]
    [InlineData("returnObj.Count", 4)]
    [InlineData("returnObj.size()", 4)]
    [InlineData("target.Friend.Name == 'Max'", true)]
    public void Expression_of_a_watch_has_its_value(string text, object expected) => Assert.Equal(expected, Eval.It(text));
}
