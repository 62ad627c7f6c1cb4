using Arthas.Agent.Threads;

namespace Arthas.Agent.Commands.Threads;

/// <summary>A thread with its processor time: in all, and in the window that was sampled.</summary>
/// <param name="Thread">Null for a thread of the runtime that runs no managed code.</param>
internal sealed record ThreadRow(ManagedThread? Thread, string Name, double Percent, TimeSpan InWindow, TimeSpan InAll);
