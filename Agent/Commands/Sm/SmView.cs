using System.Text;
using System.Text.Json;
using Arthas.Contracts.Views;

namespace Arthas.Agent.Commands.Sm;

internal sealed class SmView : IResultView
{
    public string Type => "sm";

    public void Write(JsonElement result, StringBuilder text)
    {
        var method = result.Get("methodInfo");
        if (!result.IsTrue("detail"))
        {
            text.Append(method.Shown("declaringClass")).Append(' ').Append(method.Shown("methodName")).Append(method.Shown("descriptor")).Append('\n');
            return;
        }

        var table = new TextTable();
        table.Row("declaring-class", method.Shown("declaringClass"));
        table.Row(method.IsTrue("constructor") ? "constructor-name" : "method-name", method.Shown("methodName"));
        table.Row("modifier", method.Shown("modifier"));
        table.Row("annotation", method.Shown("annotations"));
        table.Row("parameters", string.Join('\n', method.Items("parameters").Select(JsonText.Shown)));
        if (!method.IsTrue("constructor"))
        {
            table.Row("return", method.Shown("returnType"));
        }

        table.Row("exceptions", method.Shown("exceptions"));
        table.Row("classLoaderHash", method.Shown("classLoaderHash"));
        table.Write(text);
        text.Append('\n');
    }
}
