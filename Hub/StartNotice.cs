using Arthas.Hub.Security;
using Microsoft.Extensions.Options;

namespace Arthas.Hub;

/// <summary>Says on the console where the hub is and how to try it. The only place that shows a password that was made.</summary>
internal sealed class StartNotice(Listeners listeners, Credentials credentials, IOptions<HubOptions> options) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await ((Task)listeners.Known).WaitAsync(stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (stoppingToken.IsCancellationRequested)
        {
            // The server did not start; why is said elsewhere.
            return;
        }

        var addresses = await listeners.Known;
        var login = await credentials.Login;
        foreach (var line in Lines(addresses, login))
        {
            Console.WriteLine(line);
        }
    }

    private static string Where(ListenAddress address) =>
        address.Host == ListenAddress.Everywhere ? $"{address.Url} and all addresses of {Environment.MachineName}" : address.Url;

    private IEnumerable<string> Lines(IReadOnlyList<ListenAddress> addresses, Login? login)
    {
        if (addresses.Count == 0)
        {
            yield break;
        }

        yield return $"Arthas.Orleans {Product.Version} listens on {string.Join(" and ", addresses.Select(Where))}";
        yield return $"  page   {addresses[0].Url}/ui/";
        if (login is { Made: true })
        {
            yield return $"  login  {login.Username} / {login.Password} (made for this start; --Hub:Password sets one)";
        }

        var command = options.Value.Demo
            ? """watch demo.MathGame primeFactors \"{params, returnObj, throwExp}\" -n 2"""
            : "help";
        var user = login is null ? "" : $" -u '{login.Username}:{(login.Made ? login.Password : "…")}'";
        yield return "  try    curl -Ss" + user + $" -XPOST {addresses[0].Url}/api -d '{{\"action\":\"exec\",\"command\":\"{command}\"}}'";
    }
}
