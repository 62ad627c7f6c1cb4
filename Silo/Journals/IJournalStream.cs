namespace Arthas.Silo.Journals;

/// <summary>
/// One journal as one owner sees it. The owner is one grain, which calls from its own turns only: appends keep the order
/// they were called in.
/// </summary>
internal interface IJournalStream<TEntry>
    where TEntry : class
{
    /// <summary>The id that the next append will get.</summary>
    JournalId Next { get; }

    /// <summary>
    /// Makes the caller the owner: whatever an earlier owner appends from now on is refused. Answers what there is;
    /// null when there is no such journal and <paramref name="create"/> is false.
    /// </summary>
    /// <exception cref="JournalAwayException">Nobody knows.</exception>
    Task<JournalClaim<TEntry>?> ClaimAsync(bool create);

    /// <summary>Completes when the entry is durable. After any failure nothing more may be appended until the next claim.</summary>
    /// <param name="trimBefore">Entries before this one are not needed any more. Nothing is trimmed where the entry is refused.</param>
    /// <exception cref="JournalFencedException">There is a later owner.</exception>
    /// <exception cref="JournalAwayException">It may be durable or not.</exception>
    Task AppendAsync(TEntry entry, JournalId? trimBefore = null);

    /// <summary>Completes when the caller is still the owner.</summary>
    /// <exception cref="JournalFencedException">There is a later owner, or the journal is gone.</exception>
    /// <exception cref="JournalAwayException">Nobody knows.</exception>
    Task CheckAsync();

    /// <summary>Called when it is used without being written to: it does not vanish before its time then.</summary>
    void Touch();

    /// <summary>The last entry there will be. The journal stays, so that its fence holds, and vanishes after <paramref name="keep"/>.</summary>
    Task CloseAsync(TEntry last, TimeSpan keep);
}
