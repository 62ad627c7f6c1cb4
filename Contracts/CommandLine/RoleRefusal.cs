namespace Arthas.Contracts.CommandLine;

/// <summary>What a caller is told whose role does not suffice.</summary>
public static class RoleRefusal
{
    public static string Of(CommandSpec command) => $"the command '{command.Name}' needs the role 'change'; this login may only observe";
}
