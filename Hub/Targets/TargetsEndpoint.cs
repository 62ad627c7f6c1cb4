using Arthas.Silo.Fleet;
using Arthas.Silo.Sessions;
using Arthas.Silo.Hosting;

namespace Arthas.Hub.Targets;

/// <summary><c>GET /api/v1/targets</c>: every .NET process, sorted by id, also those that cannot be diagnosed, with the reason; 503 with the reason while the cluster is away.</summary>
internal static class TargetsEndpoint
{
    public static IEndpointConventionBuilder MapTargets(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapMethods("/api/v1/targets", [HttpMethods.Get, HttpMethods.Head], async (HttpContext http, FleetView fleet) =>
        {
            IReadOnlyList<TargetState> targets;
            try
            {
                targets = await fleet.TargetsAsync(http.RequestAborted);
            }
            catch (ClusterAwayException away)
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
