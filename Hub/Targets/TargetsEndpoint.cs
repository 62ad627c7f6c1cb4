using Arthas.Contracts.Cluster;

namespace Arthas.Hub.Targets;

/// <summary><c>GET /api/v1/targets</c>: every process that can be diagnosed, sorted by id.</summary>
internal static class TargetsEndpoint
{
    public static IEndpointConventionBuilder MapTargets(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapMethods("/api/v1/targets", [HttpMethods.Get, HttpMethods.Head], async (HttpContext http, IFleet fleet) =>
        {
            var targets = await fleet.TargetsAsync(http.RequestAborted);
            await http.Response.WriteAsJsonAsync(
                targets.Select(TargetLine.Of).OrderBy(line => line.Id, StringComparer.Ordinal).ToList(),
                TargetsJson.Default.ListTargetLine,
                "application/json; charset=utf-8",
                http.RequestAborted);
        });
}
