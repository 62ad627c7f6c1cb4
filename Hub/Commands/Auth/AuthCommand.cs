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
        Options = [new() { LongName = "username", ShortName = "n", Description = "username, default value 'arthas'" }],
        Arguments = [new() { Name = "password", Description = "password" }],
    };

    public bool TakesSecrets => true;

    public async ValueTask<HubCommandEnd> RunAsync(HubJob job, CancellationToken cancel)
    {
        var needed = await credentials.Login is not null;
        if (job.Command.Text("password") is not { Length: > 0 } password)
        {
            return new HubCommandEnd(0, $"Authentication result: {Text(needed)}, Need authentication: {Text(needed)}");
        }

        var username = job.Command.Text("username") ?? Credentials.DefaultUsername;
        var right = await credentials.RoleOfAsync(username, password) is not null;
        return new HubCommandEnd(right ? 0 : 1, $"Authentication result: {Text(right)}, username: {username}");
    }

    private static string Text(bool value) => value ? "true" : "false";
}
