using System.Text.Json;
using System.Text.RegularExpressions;
using Arthas.EndToEnd.Running;

namespace Arthas.EndToEnd;

/// <summary><c>values=text</c>: what a watch shows when a person reads it.</summary>
public sealed class TextValuesTests
{
    [Fact]
    public async Task A_watch_renders_what_the_target_prints()
    {
        await using var game = await TargetProcess.MathGameAsync(interval: 20);
        await using var hub = await HubProcess.StartForAsync(game);

        var watch = await WatchAsync(hub, "watch demo.MathGame print '{params, target, returnObj}' -x 3 -n 1");

        var value = watch.Text("value");
        Assert.StartsWith("@ArrayList[\n    @Object[][\n        @Int32[", value, StringComparison.Ordinal);
        Assert.EndsWith("\n    null,\n    null,\n]", value, StringComparison.Ordinal);
        var numbers = Regex.Matches(value, @"@Int32\[(\d+)\]").Select(match => match.Groups[1].Value).ToList();
        string line = $"{numbers[0]}={string.Join('*', numbers.Skip(1))}";
        await game.LineAsync(printed => printed == line, $"the line {line}");
        Assert.Matches(@"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{3}|\.\d{6}|\.\d{9})?$", watch.Text("ts"));
        Assert.Equal(
            ["accessPoint", "className", "cost", "jobId", "methodName", "ts", "type", "value"],
            watch.EnumerateObject().Select(property => property.Name).Order());
    }

    [Fact]
    public async Task An_exception_is_its_stack_trace()
    {
        await using var game = await TargetProcess.MathGameAsync(interval: 20);
        await using var hub = await HubProcess.StartForAsync(game);

        var watch = await WatchAsync(hub, "watch demo.MathGame primeFactors throwExp -e -n 1 -M 100000");

        Assert.Matches(@"^System\.ArgumentException: number is: -?\d+, need >= 2\n   at demo\.MathGame\.primeFactors\(Int32 number\) in MathGame\.cs:line \d+", watch.Text("value"));
        Assert.Equal(100_000, watch.GetProperty("sizeLimit").GetInt32());
    }

    private static async Task<JsonElement> WatchAsync(HubProcess hub, string command)
    {
        var reply = await hub.Api.PostAsync(new { action = "exec", command, values = "text" });
        return reply.GetProperty("body").GetProperty("results").EnumerateArray().One("watch");
    }
}
