using Arthas.Contracts.CommandLine;
using Arthas.Silo.Journals;

namespace Arthas.Silo.Fleet;

[Reentrant]
internal sealed class CatalogueGrain : JournaledGrain<CatalogueEntry>, ICatalogueGrain
{
    private static readonly TimeSpan Keep = TimeSpan.FromDays(60);

    private static readonly TimeSpan CheckEvery = TimeSpan.FromSeconds(5);

    private CommandSpec[]? _commands;

    public async Task PutAsync(CommandSpec[] commands)
    {
        await ReadyAsync(create: true);
        if (_commands is null)
        {
            _commands = commands;
            Append(new CatalogueEntry(commands), trimBefore: Next);
        }

        await DurableAsync();
    }

    public async Task<bool> KeepAsync()
    {
        if (await GetAsync() is null)
        {
            return false;
        }

        await CheckAsync(CheckEvery);
        return true;
    }

    public async Task<CommandSpec[]?> GetAsync()
    {
        if (!await ReadyAsync())
        {
            DeactivateOnIdle();
            return null;
        }

        Touch();
        return _commands;
    }

    protected override IJournalStream<CatalogueEntry> OpenJournal(IJournal journal) =>
        journal.Open<CatalogueEntry>(new JournalKey($"catalogue:{this.GetPrimaryKeyString()}"), Keep);

    protected override void Replay(IReadOnlyList<JournalEntry<CatalogueEntry>> entries) =>
        _commands = entries.Count > 0 ? entries[^1].Value.Commands : null;
}
