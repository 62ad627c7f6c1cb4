using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using Arthas.Contracts.Cluster;
using Arthas.Silo.Sessions;

namespace Arthas.Hub.Api;

/// <summary>
/// Writes an answer as Arthas does: keys in alphabetical order, no blanks. The results' bytes go into the response as
/// they are.
/// </summary>
internal static class ApiResponseWriter
{
    /// <summary>How much is handed over before the client has taken some of it.</summary>
    private const int FlushAfter = 64 * 1024;

    public static async ValueTask WriteAsync(HttpResponse http, ApiResponse response, CancellationToken cancel)
    {
        var envelope = Envelope.Pool.Get();
        try
        {
            await WriteAsync(http, response, envelope.Buffer, WriteEnvelope(envelope, response), cancel);
        }
        finally
        {
            Envelope.Pool.Return(envelope);
        }
    }

    private static async ValueTask WriteAsync(HttpResponse http, ApiResponse response, ArrayBufferWriter<byte> buffer, int head, CancellationToken cancel)
    {
        var results = response.Body?.Results ?? [];
        http.ContentType = "application/json; charset=utf-8";
        http.ContentLength = buffer.WrittenCount + Commas(results) + Bytes(results);
        if (HttpMethods.IsHead(http.HttpContext.Request.Method))
        {
            return;
        }

        var pipe = http.BodyWriter;
        pipe.Write(buffer.WrittenSpan[..head]);
        if (!await WriteResultsAsync(pipe, results, cancel))
        {
            return;
        }

        pipe.Write(buffer.WrittenSpan[head..^1]);
        if (response.Delivery is not { } delivery)
        {
            pipe.Write(buffer.WrittenSpan[^1..]);
            await pipe.FlushAsync(cancel);
            return;
        }

        // What is short goes out in one piece where it can be taken back from a client that turns out to be gone.
        if (!(delivery.IsOnApproval && http.ContentLength <= FlushAfter) && !await FlushAsync(pipe, cancel))
        {
            return;
        }

        var delivered = false;
        try
        {
            if (!await delivery.MoveAsync(cancel))
            {
                // A client that is still there asks again, and gets what comes after.
                http.HttpContext.Abort();
                return;
            }

            pipe.Write(buffer.WrittenSpan[^1..]);
            // Whether the client goes away after this, or because of it, does not matter any more.
            delivered = !(await pipe.FlushAsync(cancel)).IsCompleted;
        }
        finally
        {
            delivery.End(delivered);
        }
    }

    private static long Bytes(IReadOnlyList<Result> results)
    {
        var bytes = 0L;
        for (var i = 0; i < results.Count; i++)
        {
            bytes += results[i].Json.Length;
        }

        return bytes;
    }

    private static int Commas(IReadOnlyList<Result> results) => Math.Max(0, results.Count - 1);

    /// <summary>
    /// False when the client has gone away: that ends a flush at once, and the request's token may be cancelled only
    /// a moment later.
    /// </summary>
    private static async ValueTask<bool> FlushAsync(PipeWriter pipe, CancellationToken cancel)
    {
        var flushed = await pipe.FlushAsync(cancel);
        cancel.ThrowIfCancellationRequested();
        return !flushed.IsCompleted && !flushed.IsCanceled;
    }

    private static async ValueTask<bool> WriteResultsAsync(PipeWriter pipe, IReadOnlyList<Result> results, CancellationToken cancel)
    {
        for (var i = 0; i < results.Count; i++)
        {
            if (i > 0)
            {
                pipe.Write(","u8);
            }

            pipe.Write(results[i].Json.Span);
            if (pipe.UnflushedBytes > FlushAfter && !await FlushAsync(pipe, cancel))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Writes all but the results; answers where they belong.</summary>
    private static int WriteEnvelope(Envelope envelope, ApiResponse response)
    {
        var json = envelope.Json;
        var resultsAt = 0;
        json.WriteStartObject();
        if (response.Body is { } body)
        {
            json.WriteStartObject("body");
            resultsAt = WriteBody(envelope, body);
            json.WriteEndObject();
        }

        Write(json, "consumerId", response.ConsumerId);
        Write(json, "message", response.Message);
        Write(json, "requestId", response.RequestId);
        Write(json, "sessionId", response.SessionId);
        json.WriteString("state", Name(response.State));
        json.WriteEndObject();
        json.Flush();
        return resultsAt;
    }

    private static int WriteBody(Envelope envelope, ApiBody body)
    {
        var (json, resultsAt) = (envelope.Json, 0);
        Write(json, "command", body.Command);
        Write(json, "createTime", body.CreateTime);
        Write(json, "jobId", body.JobId);
        Write(json, "jobStatus", body.JobStatus is { } status ? Name(status) : null);
        Write(json, "lastAccessTime", body.LastAccessTime);
        Write(json, "lastSeq", body.LastSeq);
        Write(json, "missed", body.Missed);
        Write(json, "pid", body.Pid);
        if (body.Results is not null)
        {
            json.WriteStartArray("results");
            json.Flush();
            resultsAt = envelope.Buffer.WrittenCount;
            json.WriteEndArray();
        }

        if (body.TimeExpired is { } expired)
        {
            json.WriteBoolean("timeExpired", expired);
        }

        Write(json, "timeout", body.Timeout);
        return resultsAt;
    }

    private static void Write(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }

    private static void Write(Utf8JsonWriter json, string name, long? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
    }

    private static string Name(ApiState state) => state switch
    {
        ApiState.Scheduled => "SCHEDULED",
        ApiState.Succeeded => "SUCCEEDED",
        ApiState.Interrupted => "INTERRUPTED",
        ApiState.Refused => "REFUSED",
        _ => "FAILED",
    };

    private static string Name(JobStatus status) => status switch
    {
        JobStatus.Ready => "READY",
        JobStatus.Running => "RUNNING",
        _ => "TERMINATED",
    };
}
