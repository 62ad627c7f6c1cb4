namespace Arthas.Silo.Journals;

/// <summary>The journal's store cannot be reached, or cannot do its work now. The message says what is away and what becomes of the caller's work.</summary>
[GenerateSerializer, Alias("arthas.journal-away")]
public sealed class JournalAwayException(string message, Exception? inner = null) : Exception(message, inner);
