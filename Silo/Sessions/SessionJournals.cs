using Arthas.Silo.Journals;

namespace Arthas.Silo.Sessions;

/// <summary>The journals of a session: its own and one for each consumer's position, all in one group.</summary>
internal static class SessionJournals
{
    public static JournalKey Session(string id) => new($"session:{id}");

    public static JournalKey Consumer(string session, string consumer) => new($"session:{session}", consumer);
}
