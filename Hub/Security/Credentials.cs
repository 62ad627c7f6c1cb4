using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace Arthas.Hub.Security;

/// <summary>Who may come in: nobody is asked while the hub listens on loopback only and no password is set.</summary>
internal sealed class Credentials
{
    public const string DefaultUsername = "arthas";

    private readonly byte[] _comparison = RandomNumberGenerator.GetBytes(32);
    private readonly Task<Login?> _login;

    public Credentials(IOptions<HubOptions> options, Listeners listeners)
    {
        _login = DecideAsync(options.Value, listeners);
    }

    /// <summary>Null when no login is needed.</summary>
    public Task<Login?> Login => _login;

    public async ValueTask<bool> MatchesAsync(string username, string password) =>
        await _login is { } login
        && Same(username, login.Username)
        & Same(password, login.Password);

    private static async Task<Login?> DecideAsync(HubOptions options, Listeners listeners)
    {
        var username = string.IsNullOrEmpty(options.Username) ? null : options.Username;
        if (!string.IsNullOrEmpty(options.Password))
        {
            return new Login(username ?? DefaultUsername, options.Password, Made: false);
        }

        var open = (await listeners.Known).Any(listener => !listener.IsLoopback);
        return username is not null || open
            ? new Login(username ?? DefaultUsername, RandomNumberGenerator.GetString(Letters, 32), Made: true)
            : null;
    }

    // Of the same length whatever was sent, so that the time says nothing.
    private bool Same(string sent, string right) => CryptographicOperations.FixedTimeEquals(
        HMACSHA256.HashData(_comparison, Encoding.UTF8.GetBytes(sent)),
        HMACSHA256.HashData(_comparison, Encoding.UTF8.GetBytes(right)));

    private const string Letters = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789";
}

/// <param name="Made">Not set by the user: printed once.</param>
internal sealed record Login(string Username, string Password, bool Made);
