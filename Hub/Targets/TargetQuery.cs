using System.Globalization;
using Arthas.Contracts.Cluster;

namespace Arthas.Hub.Targets;

/// <summary>Names a target: its id, or one or more of <c>app=…</c>, <c>host=…</c>, <c>pid=…</c> separated by commas.</summary>
internal sealed record TargetQuery
{
    private string? Id { get; init; }
    private string? App { get; init; }
    private string? Host { get; init; }
    private int? Pid { get; init; }

    /// <summary>Null when the text is neither.</summary>
    public static TargetQuery? Parse(string text)
    {
        if (!text.Contains('='))
        {
            return new TargetQuery { Id = text.Trim() };
        }

        var query = new TargetQuery();
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var next = part.Split('=', 2, StringSplitOptions.TrimEntries) switch
            {
                ["app", var app] => query with { App = app },
                ["host", var host] => query with { Host = host },
                ["pid", var pid] when int.TryParse(pid, NumberStyles.None, CultureInfo.InvariantCulture, out var number) =>
                    query with { Pid = number },
                _ => null,
            };
            if (next is null)
            {
                return null;
            }

            query = next;
        }

        return query;
    }

    public bool Matches(TargetRecord target) =>
        (Id is null || Id == target.Id)
        && (App is null || string.Equals(App, target.App, StringComparison.OrdinalIgnoreCase))
        && (Host is null || string.Equals(Host, target.Host, StringComparison.OrdinalIgnoreCase))
        && (Pid is null || Pid == target.Pid);
}
