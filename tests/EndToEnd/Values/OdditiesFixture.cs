using System.Text.Json;
using Arthas.EndToEnd.Running;

namespace Arthas.EndToEnd.Values;

/// <summary>A hub and a program whose methods take arguments of every odd kind, for all tests of a class.</summary>
public sealed class OdditiesFixture : IAsyncLifetime
{
    internal RunningProcess Program { get; private set; } = null!;

    internal HubProcess Hub { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Program = RunningProcess.Start(Built.Target("Oddities"), []);
        await Program.LineAsync("ready");
        Hub = await HubProcess.StartForAsync(Program);
    }

    /// <summary>One line to the program, which is done when this returns.</summary>
    internal async Task DoAsync(string line)
    {
        await Program.SendAsync(line);
        await Program.LineAsync($"^done {line}$");
    }

    /// <summary>The value of an expression at the next call of a method.</summary>
    internal async Task<JsonElement> ValueAsync(string method, string express, string options = "")
    {
        var results = await Hub.Api.ResultsAsync($"watch {method} '{express}' -n 1 {options}");
        var value = results.FirstOrDefault(result => result.Is("watch"));
        return value.ValueKind == JsonValueKind.Undefined ? throw new InvalidOperationException(string.Join('\n', results)) : value.GetProperty("value");
    }

    /// <summary>A static field of the program's as it is now.</summary>
    internal async Task<long> FieldAsync(string type, string field) =>
        (await Hub.Api.ResultsAsync($"getstatic {type} {field}")).One("getstatic").GetProperty("field").GetInt64();

    public async ValueTask DisposeAsync()
    {
        await Hub.DisposeAsync();
        await Program.DisposeAsync();
    }
}
