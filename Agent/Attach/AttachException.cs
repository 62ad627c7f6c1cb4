using Arthas.Agent.Jobs;

namespace Arthas.Agent.Attach;

/// <summary>A target that cannot be attached to: why, and what would mend it. Ends the command that needed it with -1.</summary>
public sealed class AttachException(string reason) : CommandException(-1, reason);
