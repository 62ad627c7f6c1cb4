namespace Arthas.Silo.Journals;

/// <summary>Whether the store behind the journals answers.</summary>
internal interface IJournalHealth
{
    /// <summary>Why it cannot be reached now, with what to do; null while it can.</summary>
    string? Away { get; }

    /// <summary>The same where another user of the store (the directory of grains) was refused by it, and only its failure's text tells; null when the text tells of something else.</summary>
    string? AwayIn(string problem);

    /// <summary>It was away and answers again.</summary>
    event Action? Restored;
}
