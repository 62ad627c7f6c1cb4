namespace Arthas.Agent.Links;

/// <summary>The hub let this agent not in, and said why.</summary>
public sealed class LinkRefusedException(string reason) : Exception(reason);
