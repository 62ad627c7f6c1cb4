using Arthas.Silo.Journals;

namespace Arthas.Silo.Ledgers;

[Reentrant]
internal sealed class SecretGrain : JournaledGrain<Secret>, ISecretGrain
{
    private static readonly TimeSpan Keep = TimeSpan.FromDays(365);

    private string? _value;

    public async Task<string> FirstAsync(string made)
    {
        await ReadyAsync(create: true);
        if (_value is null)
        {
            _value = made;
            Append(new Secret(made), trimBefore: Next);
        }
        else
        {
            // A Redis that came back empty is given it again: by the next activation, to which this call is made again.
            await CheckAsync(TimeSpan.Zero);
        }

        Touch();
        await DurableAsync();
        return _value;
    }

    protected override IJournalStream<Secret> OpenJournal(IJournal journal) =>
        journal.Open<Secret>(new JournalKey($"secret:{this.GetPrimaryKeyString()}"), Keep);

    protected override void Replay(IReadOnlyList<JournalEntry<Secret>> entries) => _value = entries.Count > 0 ? entries[^1].Value.Value : null;
}
