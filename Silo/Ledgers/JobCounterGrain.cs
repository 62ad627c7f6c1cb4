using Arthas.Silo.Journals;

namespace Arthas.Silo.Ledgers;

[Reentrant]
internal sealed class JobCounterGrain : JournaledGrain<JobCount>, IJobCounterGrain
{
    private static readonly TimeSpan Keep = TimeSpan.FromDays(60);

    private int _last;

    public async Task<int> TakeAsync(int count)
    {
        await ReadyAsync(create: true);
        var first = _last + 1;
        _last += count;
        Append(new JobCount(_last), trimBefore: Next);
        await DurableAsync();
        return first;
    }

    protected override IJournalStream<JobCount> OpenJournal(IJournal journal) => journal.Open<JobCount>(new JournalKey("jobs"), Keep);

    protected override void Replay(IReadOnlyList<JournalEntry<JobCount>> entries) => _last = entries.Count > 0 ? entries[^1].Value.Last : 0;
}
