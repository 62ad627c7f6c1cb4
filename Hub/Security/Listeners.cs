using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Arthas.Hub.Security;

/// <summary>
/// Where this hub listens. Taken from the server once it has bound, because urls come from many places (options,
/// environment, Kestrel's section) and port 0 is only then a number. Until then no request is let in.
/// </summary>
internal sealed class Listeners(IServer server, IHostApplicationLifetime lifetime)
{
    private readonly TaskCompletionSource<IReadOnlyList<ListenAddress>> _known = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<IReadOnlyList<ListenAddress>> Known => _known.Task;

    /// <summary>Once, before the server starts.</summary>
    public void Observe() => lifetime.ApplicationStarted.Register(() =>
    {
        var urls = server.Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        _known.TrySetResult([.. urls.Select(ListenAddress.Parse)]);
    });
}
