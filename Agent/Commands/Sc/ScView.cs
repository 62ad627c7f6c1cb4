using System.Text;
using System.Text.Json;
using Arthas.Contracts.Views;

namespace Arthas.Agent.Commands.Sc;

internal sealed class ScView : IResultView
{
    public string Type => "sc";

    public void Write(JsonElement result, StringBuilder text)
    {
        foreach (var name in result.Items("classNames"))
        {
            text.Append(name.Shown()).Append('\n');
        }

        if (result.Get("classInfo") is not { ValueKind: JsonValueKind.Object } info)
        {
            return;
        }

        var table = new TextTable();
        foreach (var (label, key) in Rows)
        {
            table.Row(label, info.Shown(key));
        }

        foreach (var field in info.Items("fields"))
        {
            table.Row("fields", $"name {field.Shown("name")}");
            table.Row("", $"type {field.Shown("type")}");
            table.Row("", $"modifier {field.Shown("modifier")}");
            if (field.TryGetProperty("value", out var value))
            {
                table.Row("", $"value {value.Shown()}");
            }
        }

        table.Write(text);
        text.Append('\n');
    }

    private static readonly (string Label, string Key)[] Rows =
    [
        ("class-info", "classInfo"), ("code-source", "codeSource"), ("name", "name"), ("isInterface", "interface"), ("isAnnotation", "annotation"),
        ("isEnum", "enum"), ("isAnonymousClass", "anonymousClass"), ("isArray", "array"), ("isLocalClass", "localClass"),
        ("isMemberClass", "memberClass"), ("isPrimitive", "primitive"), ("isSynthetic", "synthetic"), ("simple-name", "simpleName"),
        ("modifier", "modifier"), ("annotation", "annotations"), ("interfaces", "interfaces"), ("super-class", "superClass"),
        ("class-loader", "classloader"), ("classLoaderHash", "classLoaderHash"),
    ];
}
