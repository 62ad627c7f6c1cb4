using System.Globalization;
using System.Runtime.InteropServices;
using Arthas.Contracts.Cluster;
using Arthas.Contracts.CommandLine;
using Arthas.Hub.Sessions;
using StackExchange.Redis;

namespace Arthas.Hub.Engines.Redis;

/// <summary>The port's types to and from what the scripts take and answer.</summary>
internal static class RedisWire
{
    private const int ResultParts = 3;

    /// <summary>Appends a result as the scripts take it: job, type, JSON.</summary>
    public static void AddResult(this List<object> arguments, in Result result)
    {
        arguments.Add(result.JobId);
        arguments.Add(result.Type);
        arguments.Add(Bytes(result.Json));
    }

    public static IReadOnlyList<Result> Results(this RedisResult answer)
    {
        var parts = answer.Items();
        var results = new Result[parts.Length / ResultParts];
        for (var i = 0; i < results.Length; i++)
        {
            results[i] = new Result((int)parts[i * ResultParts], (string)parts[(i * ResultParts) + 1]!, (byte[])parts[(i * ResultParts) + 2]!);
        }

        return results;
    }

    /// <summary>As <c>job_state</c> in the scripts writes it.</summary>
    public static JobState? Job(this RedisResult answer)
    {
        if (answer.IsNull)
        {
            return null;
        }

        var f = answer.Items();
        return new JobState
        {
            Key = new JobKey((string)f[0]!, (int)f[1]),
            Command = (string)f[2]!,
            TargetId = (string?)f[3],
            Agent = (string?)f[4],
            Private = (int)f[5] == 1,
            Background = (int)f[6] == 1,
            Status = (JobStatus)(int)f[7],
            LastBatch = (long)f[8],
            Started = DateTimeOffset.FromUnixTimeMilliseconds((long)f[9]),
            Deadline = Date((long)f[10] - (long)f[9], (long)f[10]),
        };
    }

    /// <summary>As <c>session_state</c> in the scripts writes it.</summary>
    public static SessionState? Session(this RedisResult answer)
    {
        if (answer.IsNull)
        {
            return null;
        }

        var f = answer.Items();
        return new SessionState
        {
            Id = (string)f[0]!,
            UserId = (string?)f[1],
            TargetId = (string?)f[2],
            OneTime = (string?)f[3] == "1",
            Created = DateTimeOffset.FromUnixTimeMilliseconds((long)f[4]),
            LastAccess = DateTimeOffset.FromUnixTimeMilliseconds((long)f[5]),
            Consumers = (int)f[6],
            Foreground = f[7].Job(),
            Values = (ValueForm)(int)f[8],
            TargetStart = (long?)f[9],
        };
    }

    private static DateTimeOffset? Date(long limit, long moment) =>
        limit < JobDates.Longest.Milliseconds() ? DateTimeOffset.FromUnixTimeMilliseconds(moment) : null;

    public static RedisResult[] Items(this RedisResult answer) => (RedisResult[])answer!;

    public static string Number(this long number) => number.ToString(CultureInfo.InvariantCulture);

    public static long Milliseconds(this TimeSpan time) => Math.Max(0, (long)Math.Ceiling(time.TotalMilliseconds));

    /// <summary>The client takes whole arrays only.</summary>
    private static byte[] Bytes(ReadOnlyMemory<byte> json) =>
        MemoryMarshal.TryGetArray(json, out var segment) && segment.Offset == 0 && segment.Count == segment.Array!.Length
            ? segment.Array
            : json.ToArray();
}
