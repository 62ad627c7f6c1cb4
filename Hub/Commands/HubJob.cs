using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Arthas.Contracts.Cluster;
using Arthas.Contracts.CommandLine;

namespace Arthas.Hub.Commands;

/// <summary>One running command of the hub's own.</summary>
internal sealed class HubJob(JobKey key, SessionState session, string? targetName)
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly List<Result> _results = [];

    public JobKey Key => key;

    /// <summary>As its options say; set before the command runs.</summary>
    public ParsedCommand Command { get; set; } = new(name: "", new Dictionary<string, IReadOnlyList<string>>());

    public SessionState Session { get; } = session;

    /// <summary>The target that the request or its session names; null when neither does.</summary>
    public string? TargetName { get; } = targetName;

    public IReadOnlyList<Result> Results => _results;

    /// <summary>Adds one result: what <paramref name="body"/> writes, <c>jobId</c> and <c>type</c>.</summary>
    public void Result(string type, Action<Utf8JsonWriter> body)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            body(json);
            json.WriteNumber("jobId", key.JobId);
            json.WriteString("type", type);
            json.WriteEndObject();
        }

        _results.Add(new Result(key.JobId, type, buffer.WrittenMemory));
    }
}
