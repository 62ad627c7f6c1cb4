namespace Arthas.Hub.Commands;

/// <summary>How a command ended.</summary>
/// <param name="StatusCode">0 ok, -1 refused or failed by itself, 1 an error in it.</param>
/// <param name="Message">What its user reads when it is not 0.</param>
public readonly record struct HubCommandEnd(int StatusCode, string? Message = null)
{
    public static HubCommandEnd Ok => default;
}
