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
    Task<CommandEnd> RunAsync(AgentJob job);
}
