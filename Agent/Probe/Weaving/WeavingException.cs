namespace Arthas.Probe.Weaving;

/// <summary>A method cannot be woven; the message is the reason, for the user.</summary>
internal sealed class WeavingException(string reason) : Exception(reason);
