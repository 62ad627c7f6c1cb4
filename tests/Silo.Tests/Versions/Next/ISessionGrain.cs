namespace Arthas.Silo.Sessions;

internal partial interface ISessionGrain
{
    /// <summary>What the next version knows of a session and this one does not.</summary>
    [Alias("next")]
    Task<string?> NextAsync();
}
