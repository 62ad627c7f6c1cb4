using System.Buffers;
using System.Diagnostics;
using System.Reflection;
using System.Runtime.Loader;
using System.Text.Json;

namespace Arthas.Probe.Values;

/// <summary>An exception's frames with the six keys of the Java API. Looking up lines reads files, hence off the application's threads.</summary>
internal sealed class StackPiece(StackTrace trace) : Piece
{
    private const int MaxFrames = 512;
    private const int BytesPerFrame = 200;

    public override long Size => Math.Min(trace.FrameCount, MaxFrames) * BytesPerFrame;

    public override void Write(IBufferWriter<byte> output, long room)
    {
        using var json = new Utf8JsonWriter(output, ValueWriter.JsonOptions);
        json.WriteStartArray();
        for (var i = 0; i < Math.Min(trace.FrameCount, MaxFrames); i++)
        {
            if (json.BytesPending + json.BytesCommitted > room)
            {
                json.WriteStartObject();
                json.WriteNumber("@omitted", trace.FrameCount - i);
                json.WriteEndObject();
                break;
            }

            if (trace.GetFrame(i) is { } frame)
            {
                WriteFrame(json, frame);
            }
        }

        json.WriteEndArray();
    }

    /// <summary>One frame; <paramref name="frame"/> needs no file info, which is looked up here.</summary>
    public static void WriteFrame(Utf8JsonWriter json, StackFrame frame)
    {
        var method = frame.GetMethod();
        var line = method is null ? SourceLine.Unknown : SourceLines.Find(method, frame.GetILOffset());
        json.WriteStartObject();
        json.WriteString("className", TypeNames.OfDefinition(method?.DeclaringType));
        json.WriteString("classLoaderName", method is null ? null : LoaderName(method.Module.Assembly));
        json.WriteString("methodName", method?.Name ?? "<unknown>");
        json.WriteBoolean("nativeMethod", method is not null && IsNative(method));
        json.WriteNumber("lineNumber", line.Line);
        json.WriteString("fileName", line.File);
        json.WriteEndObject();
    }

    private static string? LoaderName(Assembly assembly) => AssemblyLoadContext.GetLoadContext(assembly)?.Name;

    private static bool IsNative(MethodBase method) =>
        (method.Attributes & MethodAttributes.PinvokeImpl) != 0 || (method.MethodImplementationFlags & MethodImplAttributes.InternalCall) != 0;
}
