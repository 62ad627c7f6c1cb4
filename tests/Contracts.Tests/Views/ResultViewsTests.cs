using System.Text;
using Arthas.Contracts.Views;

namespace Arthas.Contracts.Tests.Views;

public sealed class ResultViewsTests
{
    [Fact]
    public void Type_without_a_view_is_shown_key_by_key() => Assert.Equal(
        [
            "a: 1", "b: text", "list", " 1", " 2", "map", " KEY  VALUE", "------------", " k    v", "rows", " x  y", "------", " 1", "    2",
        ],
        Lines("some", """{"type":"some","jobId":1,"a":1,"b":"text","list":[1,2],"map":{"k":"v"},"rows":[{"x":1},{"y":2}]}"""));

    [Fact]
    public void Single_text_stands_for_itself() =>
        Assert.Equal(["one", "two"], Lines("some", """{"jobId":1,"value":"one\ntwo","type":"some"}"""));

    [Fact]
    public void Enhancer_says_what_it_affected() => Assert.Equal(
        ["Affect(class count: 1 , method count: 2) cost in 24 ms, listenerId: 3"],
        Lines("enhancer", """{"effect":{"classCount":1,"cost":24,"listenerId":3,"methodCount":2},"jobId":3,"success":true,"type":"enhancer"}"""));

    [Theory]
    [InlineData("some", "no JSON")]
    [InlineData("enhancer", """["enhancer"]""")]
    [InlineData("some", """{"value":"\ud800"}""")]
    public void What_no_view_can_read_is_shown_as_it_came(string type, string json) => Assert.Equal([json], Lines(type, json));

    [Fact]
    public void Cells_have_lines_and_long_ones_pad_no_others()
    {
        var table = new TextTable("A", "B");
        table.Row("1\n2", "x");
        table.Row(new string('y', 200), "z");
        var text = new StringBuilder();

        table.Write(text);

        Assert.Equal(
            [$" A{new string(' ', 99)}  B", new string('-', 105), $" 1{new string(' ', 99)}  x", " 2", $" {new string('y', 200)}  z", ""],
            text.ToString().Split('\n'));
    }

    private static IReadOnlyList<string> Lines(string type, string json) => new ResultViews().Lines(type, Encoding.UTF8.GetBytes(json));
}
