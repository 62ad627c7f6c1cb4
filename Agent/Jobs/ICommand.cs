using Arthas.Contracts.CommandLine;

namespace Arthas.Agent.Jobs;

/// <summary>
/// A command of the agent. Found by its type: a class with a parameterless constructor in
/// <c>Agent/Commands/NAME/</c>, nothing to register.
/// </summary>
public interface ICommand
{
    CommandSpec Spec { get; }

    /// <summary>
    /// Runs until the command has ended. Thrown <see cref="CommandException"/>s become the status with their code and
    /// message; any other exception becomes status 1 with its message.
    /// </summary>
    Task<CommandEnd> RunAsync(Job job);
}

/// <summary>How a command ended: 0 ok, -1 refused or failed by itself, 1 an error in it, -10 a wrong command line.</summary>
public readonly record struct CommandEnd(int StatusCode, string? Message = null)
{
    public static CommandEnd Ok => default;
}

public class CommandException(int statusCode, string message) : Exception(message)
{
    public int StatusCode { get; } = statusCode;
}
