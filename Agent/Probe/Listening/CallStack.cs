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

    /// <summary>Of an async call that did not end at once: who waited for it when it did.</summary>
    public IReadOnlyList<Awaiter> Awaiters { get; set; } = [];

    public long Size => Math.Min(_trace.FrameCount, MaxFrames) * BytesPerFrame;

    public static CallStack Take() => new(new StackTrace(fNeedFileInfo: false), CallingThread.Current);

    /// <param name="json">Gets the list.</param>
    /// <param name="most">Frames at most.</param>
    public void WriteFrames(Utf8JsonWriter json, int most = MaxFrames)
    {
        var frames = Frames();
        var (joined, end) = Join(frames);
        most = Math.Min(most, MaxFrames);
        json.WriteStartArray("stackTrace");
        foreach (var frame in frames.Take(Math.Min(end, most)))
        {
            StackPiece.WriteFrame(json, frame, asWritten: true);
        }

        foreach (var awaiter in Awaiters.Skip(joined).Take(Math.Max(0, most - end)))
        {
            StackPiece.WriteAwait(json, awaiter.Code, awaiter.State);
        }

        json.WriteEndArray();
    }

    /// <summary>
    /// How many of those who waited stand on the stack, and how many of its frames count: if there are more who waited,
    /// those below are what resumed the last one, and no callers.
    /// </summary>
    private (int Joined, int End) Join(List<StackFrame> frames)
    {
        var (joined, end) = (0, frames.Count);
        for (var i = 0; i < frames.Count && joined < Awaiters.Count; i++)
        {
            if (frames[i].GetMethod() is { DeclaringType: not null } method && method.MetadataToken == Awaiters[joined].Code.MetadataToken && method.Module == Awaiters[joined].Code.Module)
            {
                joined++;
                end = i + 1;
            }
        }

        return (joined, joined < Awaiters.Count ? end : frames.Count);
    }

    private List<StackFrame> Frames()
    {
        var frames = new List<StackFrame>();
        Type? running = null;
        for (var i = 0; i < _trace.FrameCount && frames.Count < MaxFrames; i++)
        {
            if (_trace.GetFrame(i) is not { } frame || IsOurs(frame, frames.Count))
            {
                continue;
            }

            var method = frame.GetMethod();
            if (method is not null && (StateMachines.IsPlumbing(method) || IsStarting(method, running)))
            {
                continue;
            }

            frames.Add(frame);
            running = method is not null && StateMachines.NameBehind(method) is not null ? method.DeclaringType : null;
        }

        return frames;
    }

    /// <summary>An async method that starts its state machine: it stands there already.</summary>
    private static bool IsStarting(MethodBase method, Type? running) =>
        running is not null && StateMachines.Of(method) is { } machine && machine.Name == running.Name && machine.Module == running.Module && machine.DeclaringType?.MetadataToken == running.DeclaringType?.MetadataToken;

    private static bool IsOurs(StackFrame frame, int written) =>
        written == 0 && frame.GetMethod()?.Module.Assembly == typeof(CallStack).Assembly;
}
