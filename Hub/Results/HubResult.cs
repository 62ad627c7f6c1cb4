using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Arthas.Contracts.Cluster;

namespace Arthas.Hub.Results;

/// <summary>Makes the results that come from the hub itself; all others reach it as bytes. Keys are in alphabetical order.</summary>
internal static class HubResult
{
    public const string AllowInput = "ALLOW_INPUT";
    public const string AllowInterrupt = "ALLOW_INTERRUPT";
    public const string Disabled = "DISABLED";

    /// <summary>As Arthas writes JSON: what is not ASCII, and <c>&lt;</c>, stay as they are.</summary>
    public static JsonWriterOptions Json { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="state"><see cref="AllowInput"/>, <see cref="AllowInterrupt"/> or <see cref="Disabled"/>.</param>
    public static Result InputStatus(string state) => Make(0, "input_status", (state, 0), static (json, it) =>
    {
        json.WriteString("inputStatus", it.state);
        json.WriteNumber("jobId", 0);
    });

    public static Result Message(int jobId, string message) => Make(jobId, "message", (jobId, message), static (json, it) =>
    {
        json.WriteNumber("jobId", it.jobId);
        json.WriteString("message", it.message);
    });

    /// <summary>The echo of a command line: <c>SCHEDULED</c> when it became a job, <c>FAILED</c> with the reason when it did not.</summary>
    public static Result Command(int jobId, string? command, string state, string? message = null) =>
        Make(jobId, "command", (jobId, command, state, message), static (json, it) =>
        {
            if (it.command is not null)
            {
                json.WriteString("command", it.command);
            }

            json.WriteNumber("jobId", it.jobId);
            if (it.message is not null)
            {
                json.WriteString("message", it.message);
            }

            json.WriteString("state", it.state);
        });

    public static Result Status(int jobId, int statusCode, string? message = null) =>
        Make(jobId, "status", (jobId, statusCode, message), static (json, it) =>
        {
            json.WriteNumber("jobId", it.jobId);
            if (it.message is not null)
            {
                json.WriteString("message", it.message);
            }

            json.WriteNumber("statusCode", it.statusCode);
        });

    /// <param name="body">Writes the object's keys, <c>jobId</c> among them; <c>type</c> comes last.</param>
    public static Result Make<TState>(int jobId, string type, TState state, Action<Utf8JsonWriter, TState> body)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(buffer, Json))
        {
            json.WriteStartObject();
            body(json, state);
            json.WriteString("type", type);
            json.WriteEndObject();
        }

        return new Result(jobId, type, buffer.WrittenMemory);
    }
}
