using Arthas.Agent.Targets;

namespace Arthas.Agent.Threads;

internal sealed record ThreadRequest(Target Target, bool WarmUp);

/// <param name="Reason">Why there are none.</param>
internal sealed record ThreadReply(IReadOnlyList<ManagedThread>? Threads, string? Reason);
