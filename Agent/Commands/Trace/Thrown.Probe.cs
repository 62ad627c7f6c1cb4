using System.Diagnostics;
using Arthas.Probe.Values;

namespace Arthas.Probe.Commands.Trace;

/// <summary>An exception that left a traced method. Its line is looked up when it is written.</summary>
internal sealed class Thrown(Exception exception)
{
    private const int MaxMessage = 4096;

    private readonly StackFrame? _frame = new StackTrace(exception, fNeedFileInfo: false).GetFrame(0);

    public string Type { get; } = TypeNames.Of(exception.GetType());

    public string Message { get; } = ValueWriter.MessageOf(exception) is { Length: > MaxMessage } text ? text[..MaxMessage] : ValueWriter.MessageOf(exception);

    public int Line => _frame?.GetMethod() is { } method ? SourceLines.Find(method, _frame.GetILOffset()).Line : -1;

    public bool IsLike(Thrown other) => Type == other.Type && Message == other.Message;
}
