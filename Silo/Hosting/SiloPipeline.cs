using Arthas.Hub.Health;
using Arthas.Hub.Security;
using Orleans.Dashboard;

namespace Arthas.Silo.Hosting;

internal static class SiloPipeline
{
    // Its pages style themselves as they go; everything else stays forbidden.
    private const string DashboardPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; "
        + "connect-src 'self'; base-uri 'self'; form-action 'none'; frame-ancestors 'none'";

    /// <summary>The Orleans dashboard, behind what protects the rest of the hub.</summary>
    public static WebApplication UseDashboard(this WebApplication app, SiloOptions options)
    {
        if (!options.Dashboard)
        {
            return app;
        }

        app.Use((http, next) =>
        {
            if (http.Request.Path.StartsWithSegments("/orleans", StringComparison.Ordinal))
            {
                http.Response.Headers.ContentSecurityPolicy = DashboardPolicy;
            }

            return next(http);
        });
        app.MapOrleansDashboard("/orleans");
        return app;
    }

    /// <summary>A silo without the HTTP API: health, and the dashboard behind the credentials.</summary>
    public static WebApplication UseSiloOnly(this WebApplication app)
    {
        app.UseHubSecurity();
        app.MapHealth();
        return app;
    }
}
