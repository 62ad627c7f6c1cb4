using System.Text.Json.Nodes;

namespace Arthas.Agent.Tests;

/// <summary>A target's runtimeconfig.json with one more property, in a file of its own.</summary>
internal sealed class RuntimeConfig : IDisposable
{
    public RuntimeConfig(string target, string property, string value)
    {
        var config = JsonNode.Parse(File.ReadAllText(Built.Target(target) + ".runtimeconfig.json"))!;
        var options = config["runtimeOptions"]!;
        (options["configProperties"] ??= new JsonObject())[property] = JsonNode.Parse(value);
        File.WriteAllText(Path, config.ToJsonString());
    }

    public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"{Guid.NewGuid():N}.runtimeconfig.json");

    public void Dispose() => File.Delete(Path);
}
