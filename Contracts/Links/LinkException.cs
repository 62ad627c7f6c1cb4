namespace Arthas.Contracts.Links;

/// <summary>The other end sent what is no frame, or more than a frame may hold. The link must be closed.</summary>
public sealed class LinkException(string message, Exception? inner = null) : Exception(message, inner);
