namespace Arthas.Agent.Jobs;

/// <summary>How a command ended: 0 ok, -1 refused or failed by itself, 1 an error in it, -10 a wrong command line.</summary>
public readonly record struct CommandEnd(int StatusCode, string? Message = null)
{
    public static CommandEnd Ok => default;
}
