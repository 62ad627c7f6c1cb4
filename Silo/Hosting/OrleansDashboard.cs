using Arthas.Silo.Journals;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using Orleans.Dashboard;

namespace Arthas.Silo.Hosting;

/// <summary>Orleans' own page about the cluster. Who sees it may see every grain's state, so whoever maps it asks for the role admin.</summary>
internal static class OrleansDashboard
{
    private const string Path = "/orleans";
    private const string Off = "The Orleans dashboard is off: start this node (and each silo) with --Silo:Dashboard true.\n";

    public static ISiloBuilder AddDashboard(this ISiloBuilder silo, SiloOptions options, bool isCluster) =>
        options.Dashboard ?? isCluster ? silo.AddDashboard(Set) : silo;

    public static IClientBuilder AddDashboard(this IClientBuilder client, SiloOptions options) =>
        options.Dashboard ?? true ? client.AddDashboard(Set) : client;

    public static IEndpointConventionBuilder MapDashboard(this IEndpointRouteBuilder endpoints)
    {
        var services = endpoints.ServiceProvider;
        var isOn = services.GetRequiredService<IOptions<SiloOptions>>().Value.Dashboard ?? services.GetService<RedisConnection>() is not null;
        return isOn ? endpoints.MapOrleansDashboard(Path) : endpoints.MapGet($"{Path}/{{**path}}", (RequestDelegate)(static http =>
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return http.Response.WriteAsync(Off, http.RequestAborted);
        }));
    }

    // The trace is the log of the whole process, with what applications around the hub write into it.
    private static void Set(DashboardOptions dashboard) => dashboard.HideTrace = true;
}
