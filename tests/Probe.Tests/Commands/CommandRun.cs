using System.Text.Json;
using Arthas.Probe.Jobs;

namespace Arthas.Probe.Tests.Commands;

/// <summary>Runs the target's half of a command in this process.</summary>
internal static class CommandRun
{
    public static (List<JsonElement> Results, int Status, string? Message) Of(string name, params (string Key, string Value)[] values)
    {
        using var job = new FakeJob(name, values);
        ProbeCommands.Find(name)!.Start(job);
        var (status, message) = Assert.NotNull(job.EndedWith);
        return (job.Results(), status, message);
    }

    public static JsonElement Only(string name, params (string Key, string Value)[] values) => Of(name, values).Results.Single();
}
