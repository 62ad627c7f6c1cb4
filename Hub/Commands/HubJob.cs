using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Arthas.Contracts.Cluster;
using Arthas.Contracts.CommandLine;
using Arthas.Silo.Ledgers;
using Arthas.Silo.Sessions;

namespace Arthas.Hub.Commands;

/// <summary>One running command of the hub's own: what was asked, and where its results go.</summary>
public sealed class HubJob
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly List<Result> _results = [];

    internal HubJob(JobKey key, SessionState session, string? targetName, HistoryLine line) =>
        (Key, Session, TargetName, Line) = (key, session, targetName, line);

    /// <summary>The options and arguments as they were given.</summary>
    public ParsedCommand Command { get; internal set; } = new(name: "", new Dictionary<string, IReadOnlyList<string>>());

    internal JobKey Key { get; }

    internal SessionState Session { get; }

    /// <summary>The target that the request or its session names; null when neither does.</summary>
    public string? TargetName { get; }

    /// <summary>As the history has it.</summary>
    internal HistoryLine Line { get; }

    internal IReadOnlyList<Result> Results => _results;

    /// <summary>Adds one result: what <paramref name="body"/> writes, <c>jobId</c> and <c>type</c>.</summary>
    /// <param name="type">Tells clients what they got; by it an <see cref="Contracts.Views.IResultView"/> shows it as text.</param>
    /// <param name="body">Writes properties; the object around them is there.</param>
    public void Result(string type, Action<Utf8JsonWriter> body)
    {
        ArgumentException.ThrowIfNullOrEmpty(type);
        ArgumentNullException.ThrowIfNull(body);
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            body(json);
            json.WriteNumber("jobId", Key.JobId);
            json.WriteString("type", type);
            json.WriteEndObject();
        }

        _results.Add(new Result(Key.JobId, type, buffer.WrittenMemory));
    }
}
