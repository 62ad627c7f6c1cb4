using Arthas.Contracts.CommandLine;
using Arthas.Hub.Security;

namespace Arthas.Hub.Commands.Auth;

internal static class AuthOptions
{
    public static Argument<string?> Password { get; } = new("password", "password");

    public static Option<string> Username { get; } = new("username", "n", "username, default value '{default}'") { Default = Credentials.DefaultUsername };

    public static IReadOnlyList<IOption> All { get; } = [Username];

    public static IReadOnlyList<IArgument> Arguments { get; } = [Password];
}
