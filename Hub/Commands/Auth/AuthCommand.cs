using Arthas.Contracts.CommandLine;
using Arthas.Hub.Security;

namespace Arthas.Hub.Commands.Auth;

/// <summary>Tells whether credentials are right. A request that gets here has passed them already where they are needed.</summary>
internal sealed class AuthCommand(Credentials credentials) : IHubCommand
{
    public CommandSpec Spec { get; } = new()
    {
        Name = "auth",
        Summary = "Authenticates the current session",
        Description = """
            EXAMPLES:
              auth
              auth <password>
              auth --username <username> <password>
            """,
        Options = AuthOptions.All.ToSpecs(),
        Arguments = AuthOptions.Arguments.ToSpecs(),
    };

    public bool TakesSecrets => true;

    public async ValueTask<HubCommandEnd> RunAsync(HubJob job, CancellationToken cancel)
    {
        var needed = await credentials.Login is not null;
        if (job.Command.Value(AuthOptions.Password) is not { Length: > 0 } password)
        {
            return new HubCommandEnd(0, $"Authentication result: {Text(needed)}, Need authentication: {Text(needed)}");
        }

        var username = job.Command.Value(AuthOptions.Username);
        var right = await credentials.FindAsync(username, password) is not null;
        return new HubCommandEnd(right ? 0 : 1, $"Authentication result: {Text(right)}, username: {username}");
    }

    private static string Text(bool value) => value ? "true" : "false";
}
