using System.Text;
using System.Text.Json;
using Arthas.Contracts.Views;

namespace Arthas.Agent.Commands.Tt;

internal sealed class TtView : IResultView
{
    public string Type => "tt";

    public void Write(JsonElement result, StringBuilder text)
    {
        if (result.TryGetProperty("timeFragmentList", out var list))
        {
            List(result, list, text);
        }

        if (result.TryGetProperty("timeFragment", out var one))
        {
            One(one, "INDEX", "GMT-CREATE", text);
        }

        if (result.TryGetProperty("watchValue", out var value))
        {
            text.Append(value.Shown()).Append('\n');
        }

        if (result.TryGetProperty("watchResults", out var values))
        {
            Values(values, text);
        }

        if (result.TryGetProperty("replayResult", out var again))
        {
            One(again, "RE-INDEX", "GMT-REPLAY", text);
            text.Append("Time fragment[").Append(again.Shown("index")).Append("] successfully replayed ").Append(result.Shown("replayNo")).Append(" times.\n");
        }
    }

    private static void List(JsonElement result, JsonElement list, StringBuilder text)
    {
        // The results of a recording go on under the head of the first.
        var table = result.IsTrue("first") ? new TextTable("INDEX", "TIMESTAMP", "COST(ms)", "IS-RET", "IS-EXP", "OBJECT", "CLASS", "METHOD") : new TextTable();
        foreach (var fragment in list.EnumerateArray())
        {
            table.Row(
                fragment.Shown("index"),
                fragment.Shown("timestamp"),
                fragment.Shown("cost"),
                fragment.Shown("return"),
                fragment.Shown("throw"),
                fragment.Shown("object"),
                fragment.Shown("className"),
                fragment.Shown("methodName"));
        }

        table.Write(text);
        if (result.TryGetProperty("heldBytes", out var bytes))
        {
            text.Append("held: ").Append(bytes.Shown()).Append(" bytes, ").Append(result.Shown("heldObjects")).Append(" objects of the application\n");
        }
    }

    private static void One(JsonElement fragment, string index, string moment, StringBuilder text)
    {
        var table = new TextTable();
        table.Row(index, fragment.Shown("index"));
        table.Row(moment, fragment.Shown("timestamp"));
        table.Row("COST(ms)", fragment.Shown("cost"));
        table.Row("OBJECT", fragment.Shown("object"));
        table.Row("CLASS", fragment.Shown("className"));
        table.Row("METHOD", fragment.Shown("methodName"));
        table.Row("IS-RETURN", fragment.Shown("return"));
        table.Row("IS-EXCEPTION", fragment.Shown("throw"));
        var number = 0;
        foreach (var argument in fragment.Items("params"))
        {
            table.Row($"PARAMETERS[{number++}]", argument.TryGetProperty("object", out var value) ? value.Shown() : "null");
        }

        table.Row(fragment.IsTrue("throw") ? "THROW-EXCEPTION" : "RETURN-OBJ", fragment.Shown(fragment.IsTrue("throw") ? "throwExp" : "returnObj"));
        table.Write(text);
    }

    private static void Values(JsonElement values, StringBuilder text)
    {
        var table = new TextTable("INDEX", "SEARCH-RESULT");
        foreach (var value in values.EnumerateObject())
        {
            table.Row(value.Name, value.Value.Shown());
        }

        table.Write(text);
    }
}
