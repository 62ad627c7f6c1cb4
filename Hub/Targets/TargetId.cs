using System.Globalization;

namespace Arthas.Hub.Targets;

/// <summary>What a target's id, <c>app_host-pid</c>, says by itself.</summary>
internal static class TargetId
{
    /// <summary>Its process, also when that has ended; null for no id.</summary>
    public static int? Pid(string? id) =>
        id?.LastIndexOf('-') is >= 0 and var dash
        && int.TryParse(id.AsSpan(dash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var pid)
            ? pid
            : null;
}
