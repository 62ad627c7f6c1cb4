namespace Arthas.Contracts.CommandLine;

/// <summary>What a caller is told whose role does not suffice.</summary>
public static class RoleRefusal
{
    /// <param name="what">Such as <c>to change an option</c>.</param>
    /// <param name="needed">The least role that suffices.</param>
    /// <param name="role">The caller's.</param>
    /// <param name="reason">Why it takes that role; null where it is plain.</param>
    public static string Of(string what, Role needed, Role role, string? reason = null) =>
        $"{what} needs the role '{needed.Word()}'{(reason is null ? "" : ": " + reason)}; this login may only {role.Word()}";

    /// <summary>As people write it: <c>change</c>.</summary>
    private static string Word(this Role role) => role.ToString().ToLowerInvariant();
}
