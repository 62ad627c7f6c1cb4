using Arthas.Contracts.Cluster;

namespace Arthas.Hub.Targets;

/// <summary><c>GET /api/v1/targets</c>: every .NET process, sorted by id, also those that cannot be diagnosed, with the reason; 503 with the reason while the engine is away.</summary>
internal static class TargetsEndpoint
{
    public static IEndpointConventionBuilder MapTargets(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapMethods("/api/v1/targets", [HttpMethods.Get, HttpMethods.Head], async (HttpContext http, IFleet fleet) =>
        {
            IReadOnlyList<TargetState> targets;
            try
            {
                targets = await fleet.TargetsAsync(http.RequestAborted);
            }
            catch (EngineAwayException away)
            {
                http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
                await http.Response.WriteAsync(away.Message + "\n", http.RequestAborted);
                return;
            }

            await http.Response.WriteAsJsonAsync(
                targets.Select(TargetLine.Of).OrderBy(line => line.Id, StringComparer.Ordinal).ToList(),
                TargetsJson.Default.ListTargetLine,
                "application/json; charset=utf-8",
                http.RequestAborted);
        });
}
