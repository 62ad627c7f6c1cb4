namespace Arthas.Probe.Jobs;

/// <summary>
/// The half of a command that runs in the target. Found by its type: a class with a parameterless constructor in
/// <c>Agent/Commands/NAME/NAME.Probe.cs</c>, nothing to register.
/// </summary>
public interface IProbeCommand
{
    /// <summary>The command's name, such as <c>watch</c>.</summary>
    string Name { get; }

    /// <summary>
    /// Starts the job on a thread of the probe's own. The job runs until <see cref="ProbeJob.End"/>, which may come
    /// after this returned (a watch). An exception thrown here ends the job with status 1 and its message.
    /// </summary>
    void Start(ProbeJob job);
}
