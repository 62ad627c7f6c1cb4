using System.Runtime.Loader;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Arthas.Contracts.CommandLine;
using Arthas.Probe.Expressions;
using Arthas.Probe.Jobs;
using Arthas.Probe.Types;

namespace Arthas.Probe.Tests;

/// <summary>A job that keeps what it is given; results can be awaited.</summary>
internal sealed class FakeJob(string name, params (string Key, string Value)[] values) : ProbeJob, IDisposable
{
    private readonly CancellationTokenSource _ended = new();
    private readonly TaskCompletionSource<(int Status, string? Message)> _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Channel<JsonElement> _results = Channel.CreateUnbounded<JsonElement>();

    // Other tests load this assembly once more; what commands find is meant to be ours.
    public override ParsedCommand Command { get; } = new(name, values
        .Append(("classloader", LoadContexts.HashOf(AssemblyLoadContext.Default)))
        .ToDictionary(v => v.Item1, v => (IReadOnlyList<string>)[v.Item2]));

    public override Role Role => As;

    public Role As { get; init; } = Role.Change;

    public override CancellationToken Ended => _ended.Token;

    public Task<(int Status, string? Message)> Outcome => _end.Task;

    /// <summary>Null until the job has ended.</summary>
    public (int Status, string? Message)? EndedWith { get; private set; }

    public ValueTask<JsonElement> NextAsync() => _results.Reader.ReadAsync(TestContext.Current.CancellationToken);

    /// <summary>What has come so far.</summary>
    public List<JsonElement> Results()
    {
        var all = new List<JsonElement>();
        while (_results.Reader.TryRead(out var result))
        {
            all.Add(result);
        }

        return all;
    }

    public override bool Result<TState>(string type, TState state, Action<Utf8JsonWriter, TState> body)
    {
        if (_end.Task.IsCompleted)
        {
            return false;
        }

        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("type", type);
            body(json, state);
            json.WriteEndObject();
        }

        return _results.Writer.TryWrite(JsonDocument.Parse(Encoding.UTF8.GetString(buffer.ToArray())).RootElement);
    }

    public override void End(int statusCode = 0, string? message = null)
    {
        if (_end.TrySetResult((statusCode, message)))
        {
            EndedWith = (statusCode, message);
            _ended.Cancel();
        }
    }

    public void Dispose() => _ended.Dispose();
}
