namespace Arthas.Silo.Journals;

/// <summary>This activation is not the owner of its journal any more: another one has the truth. The same call again reaches that one.</summary>
[GenerateSerializer, Alias("arthas.journal-fenced")]
public sealed class JournalFencedException(string message) : Exception(message);
