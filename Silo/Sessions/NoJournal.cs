using Arthas.Silo.Journals;
using Arthas.Silo.Sessions.Entries;

namespace Arthas.Silo.Sessions;

/// <summary>Of a session that lives and dies with its request.</summary>
internal sealed class NoJournal : ISessionJournal
{
    public static NoJournal Instance { get; } = new();

    public JournalId Next => default;

    public void Append(SessionEntry entry, JournalId? trimBefore)
    {
        // Nobody will ask for it again.
    }
}
