namespace Arthas.Agent.Jobs;

/// <summary>Ends a command with this status.</summary>
public class CommandException(int statusCode, string message) : Exception(message)
{
    public int StatusCode { get; } = statusCode;
}
