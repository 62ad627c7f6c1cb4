using System.Text.Json;
using Arthas.Probe.Values;

namespace Arthas.Probe.Tests.Values;

/// <summary>Takes a value and parses what came out, which fails on anything that is not valid JSON.</summary>
internal static class Json
{
    public static string Of(object? value, int expand = 1, long maxBytes = ValueLimits.DefaultMaxBytes, int maxItems = 10_000, TimeSpan? budget = null)
    {
        var text = Snapshot.Take(value, new ValueLimits(expand, maxBytes, maxItems, budget ?? TimeSpan.FromSeconds(10))).ToString();
        using var document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = 64 });
        return text;
    }

    public static JsonElement Parse(object? value, int expand = 1) => JsonDocument.Parse(Of(value, expand)).RootElement;
}
