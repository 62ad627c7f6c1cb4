namespace Arthas.Silo.Sessions;

internal sealed partial class SessionGrain
{
    public async Task<string?> NextAsync() => await FoundAsync() ? _session.Next : null;
}
