using System.Diagnostics;
using System.Reflection;
using System.Text.Json;
using Arthas.Probe.Types;
using Arthas.Probe.Values;

namespace Arthas.Probe.Listening;

/// <summary>
/// Who called, from the method that is heard outwards; a state machine goes by the name of its async method. Taken on the application's thread; what a frame is called, and at
/// which line it stands, is looked up later.
/// </summary>
internal sealed class CallStack
{
    private const int MaxFrames = 512;
    private const int BytesPerFrame = 200;

    private readonly StackTrace _trace;

    private CallStack(StackTrace trace, CallingThread thread) => (_trace, Thread) = (trace, thread);

    public CallingThread Thread { get; }

    public long Size => Math.Min(_trace.FrameCount, MaxFrames) * BytesPerFrame;

    public static CallStack Take() => new(new StackTrace(fNeedFileInfo: false), CallingThread.Current);

    /// <param name="most">Frames at most.</param>
    public void WriteFrames(Utf8JsonWriter json, int most = MaxFrames)
    {
        json.WriteStartArray("stackTrace");
        var written = 0;
        Type? running = null;
        for (var i = 0; i < _trace.FrameCount && written < Math.Min(most, MaxFrames); i++)
        {
            if (_trace.GetFrame(i) is not { } frame || IsOurs(frame, written))
            {
                continue;
            }

            var method = frame.GetMethod();
            if (method is not null && (StateMachines.IsPlumbing(method) || IsStarting(method, running)))
            {
                continue;
            }

            StackPiece.WriteFrame(json, frame, asWritten: true);
            written++;
            running = method is not null && StateMachines.NameBehind(method) is not null ? method.DeclaringType : null;
        }

        json.WriteEndArray();
    }

    /// <summary>An async method that starts its state machine: it stands there already.</summary>
    private static bool IsStarting(MethodBase method, Type? running) =>
        running is not null && StateMachines.Of(method) is { } machine && machine.Name == running.Name && machine.Module == running.Module && machine.DeclaringType?.MetadataToken == running.DeclaringType?.MetadataToken;

    private static bool IsOurs(StackFrame frame, int written) =>
        written == 0 && frame.GetMethod()?.Module.Assembly == typeof(CallStack).Assembly;
}
