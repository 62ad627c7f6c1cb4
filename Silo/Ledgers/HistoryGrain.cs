using Arthas.Silo.Hosting;
using Arthas.Silo.Journals;

namespace Arthas.Silo.Ledgers;

/// <summary>
/// Its lines are written to the journal a moment later and together: what a command costs does not depend on its place in
/// the history. The sessions' own journals have the lines of the last minute, should this silo die before.
/// </summary>
[Reentrant, KeepAlive]
internal sealed class HistoryGrain : JournaledGrain<HistoryChange>, IHistoryGrain
{
    private const int Most = 500;

    private static readonly TimeSpan Keep = TimeSpan.FromDays(60);
    private static readonly TimeSpan WriteAfter = TimeSpan.FromSeconds(1);

    private readonly Queue<(HistoryLine Line, JournalId Entry)> _lines = new();
    private readonly HashSet<Guid> _known = [];
    private readonly Queue<Guid> _knownInOrder = new();
    private readonly List<HistoryLine> _unwritten = [];
    private readonly GrainAlarm _alarm;

    public HistoryGrain(TimeProvider time, ILogger<HistoryGrain> logger) => _alarm = new GrainAlarm(time, WriteAsync, logger);

    public async Task AddAsync(HistoryLine[] lines)
    {
        await ReadyAsync(create: true);
        _unwritten.AddRange(lines.Where(IsNew));
        if (_unwritten.Count > Most)
        {
            _unwritten.RemoveRange(0, _unwritten.Count - Most);
        }

        _alarm.SetAtMost(WriteAfter);
    }

    public async Task<string[]> LinesAsync()
    {
        await ReadyAsync(create: true);
        return [.. _lines.Select(static kept => kept.Line).Concat(_unwritten).TakeLast(Most).Select(static line => line.Text)];
    }

    public async Task ClearAsync()
    {
        await ReadyAsync(create: true);
        _lines.Clear();
        _unwritten.Clear();
        Append(new HistoryChange([], Cleared: true), trimBefore: Next);
        await DurableAsync();
    }

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _alarm.Bind();
        return Task.CompletedTask;
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        _alarm.Stop();
        if (IsClaimed)
        {
            await WriteAsync();
        }
    }

    protected override IJournalStream<HistoryChange> OpenJournal(IJournal journal) => journal.Open<HistoryChange>(new JournalKey("history"), Keep);

    protected override void Replay(IReadOnlyList<JournalEntry<HistoryChange>> entries)
    {
        foreach (var (id, change, _) in entries)
        {
            if (change.Cleared)
            {
                _lines.Clear();
            }

            Keeping(change.Lines.Where(IsNew), id);
        }
    }

    private async Task WriteAsync()
    {
        if (_unwritten.Count == 0)
        {
            return;
        }

        HistoryLine[] lines = [.. _unwritten];
        _unwritten.Clear();
        var entry = Next;
        Keeping(lines, entry);
        Append(new HistoryChange(lines), trimBefore: _lines.Peek().Entry);
        await DurableAsync();
    }

    private void Keeping(IEnumerable<HistoryLine> lines, JournalId entry)
    {
        foreach (var line in lines)
        {
            _lines.Enqueue((line, entry));
        }

        while (_lines.Count > Most)
        {
            _lines.Dequeue();
        }
    }

    /// <summary>Also of a line that was cleared meanwhile: it does not come back.</summary>
    private bool IsNew(HistoryLine line)
    {
        if (!_known.Add(line.Key))
        {
            return false;
        }

        _knownInOrder.Enqueue(line.Key);
        if (_knownInOrder.Count > 4 * Most)
        {
            _known.Remove(_knownInOrder.Dequeue());
        }

        return true;
    }
}
