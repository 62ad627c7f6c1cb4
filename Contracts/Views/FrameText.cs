using System.Text;
using System.Text.Json;

namespace Arthas.Contracts.Views;

/// <summary>One frame of a stack.</summary>
public static class FrameText
{
    /// <summary><c>demo.MathGame.run(MathGame.cs:18)</c> and the end of the line.</summary>
    public static void Write(JsonElement frame, StringBuilder text, bool withPlace = true)
    {
        text.Append(frame.Shown("className")).Append('.').Append(frame.Shown("methodName")).Append('(');
        if (withPlace)
        {
            WritePlace(frame, text);
        }

        text.Append(")\n");
    }

    private static void WritePlace(JsonElement frame, StringBuilder text)
    {
        if (frame.IsTrue("nativeMethod"))
        {
            text.Append("Native Method");
        }
        else if (frame.Get("fileName") is { ValueKind: JsonValueKind.String } file)
        {
            text.Append(file.Shown()).Append(':').Append(frame.Shown("lineNumber"));
        }
        else
        {
            text.Append("Unknown Source");
        }
    }
}
