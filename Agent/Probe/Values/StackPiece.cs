using System.Buffers;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Reflection;
using System.Runtime.Loader;
using System.Text.Json;
using Arthas.Probe.Types;

namespace Arthas.Probe.Values;

/// <summary>An exception's frames with the six keys of the Java API. Looking up lines reads files, hence off the application's threads.</summary>
internal sealed class StackPiece(StackTrace trace) : Piece
{
    private const int MaxFrames = 512;
    private const int BytesPerFrame = 200;
    private const int MaxKept = 10_000;

    private static readonly ConcurrentDictionary<(MethodBase Method, int Offset, bool AsWritten), byte[]> Frames = new();

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

    /// <summary>One frame; it needs no file info, which is looked up here.</summary>
    /// <param name="asWritten">A state machine goes by the name of the async method that it was made of.</param>
    public static void WriteFrame(Utf8JsonWriter json, StackFrame frame, bool asWritten = false)
    {
        if (frame.GetMethod() is not { } method)
        {
            json.WriteRawValue(Bytes(null, -1, asWritten), skipInputValidation: true);
            return;
        }

        var key = (method, frame.GetILOffset(), asWritten);
        if (!Frames.TryGetValue(key, out var bytes))
        {
            bytes = Bytes(method, key.Item2, asWritten);

            // Kept, a method would keep its collectible assembly.
            if (Frames.Count < MaxKept && !method.Module.Assembly.IsCollectible)
            {
                Frames[key] = bytes;
            }
        }

        json.WriteRawValue(bytes, skipInputValidation: true);
    }

    /// <summary>An async method that waits at one of its awaits (<paramref name="state"/>, from 0).</summary>
    public static void WriteAwait(Utf8JsonWriter json, MethodBase code, int state) =>
        json.WriteRawValue(Bytes(code, SourceLines.Await(code, state), asWritten: true), skipInputValidation: true);

    private static byte[] Bytes(MethodBase? method, int offset, bool asWritten) =>
        Bytes(method, method is null ? SourceLine.Unknown : SourceLines.Find(method, offset), asWritten);

    private static byte[] Bytes(MethodBase? method, SourceLine line, bool asWritten)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, ValueWriter.JsonOptions))
        {
            var name = asWritten && method is not null ? StateMachines.NameBehind(method) : null;
            json.WriteStartObject();
            json.WriteString("className", TypeNames.OfDefinition(name is null ? method?.DeclaringType : method!.DeclaringType!.DeclaringType));
            json.WriteString("classLoaderName", method is null ? null : LoaderName(method.Module.Assembly));
            json.WriteString("methodName", name ?? method?.Name ?? "<unknown>");
            json.WriteBoolean("nativeMethod", method is not null && IsNative(method));
            json.WriteNumber("lineNumber", line.Line);
            json.WriteString("fileName", line.File);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static string? LoaderName(Assembly assembly) => AssemblyLoadContext.GetLoadContext(assembly)?.Name;

    private static bool IsNative(MethodBase method) =>
        (method.Attributes & MethodAttributes.PinvokeImpl) != 0 || (method.MethodImplementationFlags & MethodImplAttributes.InternalCall) != 0;
}
