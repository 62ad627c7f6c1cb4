namespace Arthas.Silo.Journals;

/// <summary>Names one journal.</summary>
/// <param name="Group">What is kept together: the journals of one group are in one slot of a Redis cluster.</param>
/// <param name="Name">Empty for the group's own.</param>
internal readonly record struct JournalKey(string Group, string Name = "");
