using System.Security.Cryptography;
using System.Text;
using Arthas.Contracts.CommandLine;
using Arthas.Silo.Hosting;
using Microsoft.Extensions.Options;

namespace Arthas.Hub.Security;

/// <summary>Who may come in: nobody is asked while the hub listens on loopback only and no password is set.</summary>
internal sealed class Credentials
{
    public const string DefaultUsername = "arthas";

    private static readonly TimeSpan AskAgain = TimeSpan.FromMilliseconds(500);

    /// <summary>Of <see cref="HubOptions.ObserverPassword"/>.</summary>
    public const string DefaultObserver = "observer";

    private readonly byte[] _comparison = RandomNumberGenerator.GetBytes(32);
    private readonly Task<Login?> _login;

    private readonly MadeCredentials _made;
    private readonly TimeProvider _time;

    public Credentials(IOptions<HubOptions> options, Listeners listeners, MadeCredentials made, TimeProvider time)
    {
        (_made, _time) = (made, time);
        Observer = string.IsNullOrEmpty(options.Value.ObserverPassword)
            ? null
            : new Login(Named(options.Value.ObserverUsername, DefaultObserver), options.Value.ObserverPassword, Role.Observe);
        _login = DecideAsync(options.Value, listeners);
    }

    /// <summary>Why it is not known yet who may come in: the cluster that has the credentials is away.</summary>
    public string? Away { get; private set; }

    /// <summary>Null when no login is needed.</summary>
    public Task<Login?> Login => _login;

    /// <summary>Known by now: no login is needed.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>A second login, which may only observe. Null for none.</summary>
    public Login? Observer { get; }

    /// <summary>Whose credentials these are; null when they are wrong, or none are needed.</summary>
    public async ValueTask<Login?> FindAsync(string username, string password)
    {
        if (await _login is not { } login)
        {
            return null;
        }

        var isFirst = Same(username, login.Username) & Same(password, login.Password);
        var isObserver = Observer is { } observer && (Same(username, observer.Username) & Same(password, observer.Password));
        return isFirst ? login : isObserver ? Observer : null;
    }

    private static string Named(string? username, string absent) => string.IsNullOrEmpty(username) ? absent : username;

    private async Task<Login?> DecideAsync(HubOptions options, Listeners listeners)
    {
        var username = string.IsNullOrEmpty(options.Username) ? null : options.Username;
        if (!string.IsNullOrEmpty(options.Password))
        {
            return new Login(username ?? DefaultUsername, options.Password, Role.Admin);
        }

        var open = (await listeners.Known).Any(listener => !listener.IsLoopback);
        if (username is null && !open && Observer is null)
        {
            IsOpen = true;
            return null;
        }

        return new Login(username ?? DefaultUsername, await MakeAsync(), Role.Admin) { Made = true };
    }

    private async Task<string> MakeAsync()
    {
        var password = RandomNumberGenerator.GetString(Letters, 32);
        while (true)
        {
            try
            {
                password = await _made.FirstAsync("password", password, CancellationToken.None);
                Away = null;
                return password;
            }
            catch (ClusterAwayException away)
            {
                Away = away.Message;
                await Task.Delay(AskAgain, _time);
            }
        }
    }

    // Of the same length whatever was sent, so that the time says nothing.
    private bool Same(string sent, string right) => CryptographicOperations.FixedTimeEquals(
        HMACSHA256.HashData(_comparison, Encoding.UTF8.GetBytes(sent)),
        HMACSHA256.HashData(_comparison, Encoding.UTF8.GetBytes(right)));

    private const string Letters = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789";
}
