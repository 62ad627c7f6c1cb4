using System.Diagnostics;
using System.Reflection;
using System.Text;

namespace Arthas.Probe.Values.Text;

/// <summary>An exception's frames as .NET prints them, a line each. Looking up lines reads files, hence off the application's threads.</summary>
internal sealed class FramesText(StackTrace trace) : TextPiece
{
    private const int MaxFrames = 512;
    private const int BytesPerFrame = 200;

    public override long Size => Math.Min(trace.FrameCount, MaxFrames) * BytesPerFrame;

    public override void Write(StringBuilder text, int room)
    {
        var until = text.Length + room;
        for (var i = 0; i < Math.Min(trace.FrameCount, MaxFrames) && text.Length < until; i++)
        {
            if (trace.GetFrame(i) is { } frame && frame.GetMethod() is { } method)
            {
                Append(text, method, frame.GetILOffset());
            }
        }
    }

    private static void Append(StringBuilder text, MethodBase method, int offset)
    {
        text.Append("\n   at ").Append(TypeNames.OfDefinition(method.DeclaringType)).Append('.').Append(method.Name).Append('(');
        var comma = "";
        foreach (var parameter in method.GetParameters())
        {
            text.Append(comma).Append(parameter.ParameterType.Name).Append(' ').Append(parameter.Name);
            comma = ", ";
        }

        text.Append(')');
        if (SourceLines.Find(method, offset) is { File: { } file, Line: var line })
        {
            text.Append(" in ").Append(file).Append(":line ").Append(line);
        }
    }
}
