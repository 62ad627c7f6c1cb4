using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Arthas.Hub.Security;

/// <summary>
/// Leaves an application around the hub the default it had without us. ASP.NET Core takes the only scheme there is for the
/// default: ours must not become it, nor keep the application's own from being the only one.
/// </summary>
internal sealed class NoDefaultScheme : IPostConfigureOptions<AuthenticationOptions>
{
    private const string NoScheme = "";

    public void PostConfigure(string? name, AuthenticationOptions options)
    {
        var suppressed = AppContext.TryGetSwitch("Microsoft.AspNetCore.Authentication.SuppressAutoDefaultScheme", out var isOn) && isOn;
        var others = options.Schemes.Where(static scheme => scheme.Name != ArthasAuthentication.Scheme).Select(static scheme => scheme.Name).ToArray();
        options.DefaultScheme ??= others.Length == 1 && !suppressed ? others[0] : NoScheme;
    }
}
