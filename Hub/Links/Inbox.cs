using Arthas.Contracts.Cluster;
using Arthas.Hub.Sessions;

namespace Arthas.Hub.Links;

/// <summary>
/// What an agent has yet to be told, in order, until it says that it has it. Plain code without a lock: whoever calls
/// holds it alone.
/// </summary>
internal sealed class Inbox
{
    /// <summary>An agent that is away this long will be lost before it could read more.</summary>
    public const int Most = 10_000;

    private readonly LinkedList<InboxEntry> _entries = [];
    private long _last;

    /// <summary>Beats when there is something new.</summary>
    public Pulse Changed { get; } = new();

    public bool HasAfter(long number) => _entries.Last?.Value.Number > number;

    public bool TryPost(InboxMessage message)
    {
        if (_entries.Count >= Most)
        {
            return false;
        }

        _entries.AddLast(new InboxEntry(++_last, message));
        Changed.Beat();
        return true;
    }

    public IReadOnlyList<InboxEntry> After(long number)
    {
        var found = new List<InboxEntry>();
        for (var entry = _entries.Last; entry is not null && entry.Value.Number > number; entry = entry.Previous)
        {
            found.Add(entry.Value);
        }

        found.Reverse();
        return found;
    }

    public void Acknowledge(long number)
    {
        while (_entries.First is { } first && first.Value.Number <= number)
        {
            _entries.RemoveFirst();
        }
    }
}
