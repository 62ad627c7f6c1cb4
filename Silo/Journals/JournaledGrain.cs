namespace Arthas.Silo.Journals;

/// <summary>
/// A grain whose state is what its journal says. It is reentrant: what a call decides, applies and hands to the journal
/// happens in one turn; then the call waits until that is durable, and others go on. An append that failed, was refused or
/// timed out ends the activation, since others may be the truth; the next call replays.
/// </summary>
internal abstract class JournaledGrain<TEntry> : Grain
    where TEntry : class
{
    private static readonly Task Done = Task.CompletedTask;

    private IJournalStream<TEntry>? _stream;
    private Task<bool>? _claim;
    private Task _durable = Done;
    private Exception? _failure;
    private TimeProvider? _time;
    private long _claimed;
    private long _checked;
    private DateTimeOffset _claimedAt;

    /// <summary>The store's time: it goes on from what it was at the claim, whatever this machine's clock does.</summary>
    protected DateTimeOffset Now => _claimedAt + _time!.GetElapsedTime(_claimed);

    /// <summary>The id that the next entry will get.</summary>
    protected JournalId Next => _stream!.Next;

    protected bool IsClaimed => _claim is { IsCompletedSuccessfully: true };

    /// <summary>The journal, not yet asked.</summary>
    protected abstract IJournalStream<TEntry> OpenJournal(IJournal journal);

    /// <summary>Rebuilds the state from what there is; called once, before anything else.</summary>
    protected abstract void Replay(IReadOnlyList<JournalEntry<TEntry>> entries);

    /// <summary>To be awaited first by every call. False: there is no such journal, and none was to be made.</summary>
    protected async ValueTask<bool> ReadyAsync(bool create = false)
    {
        while (true)
        {
            if (_failure is not null)
            {
                throw new JournalFencedException("this activation has ended");
            }

            var claim = _claim ??= ClaimAsync(create);
            if (await claim)
            {
                return true;
            }

            // A call that found nothing does not keep another one from making it.
            _claim = _claim == claim ? null : _claim;
            if (!create)
            {
                return false;
            }
        }
    }

    /// <summary>Hands an entry, which was applied in this turn, to the journal.</summary>
    protected void Append(TEntry entry, JournalId? trimBefore = null) => _durable = AfterAsync(_durable, _stream!.AppendAsync(entry, trimBefore));

    /// <summary>Everything that was written so far is durable: no answer leaves before that.</summary>
    protected async ValueTask DurableAsync()
    {
        var durable = _durable;
        if (!durable.IsCompletedSuccessfully)
        {
            await durable;
        }
    }

    /// <summary>It is in use, though nothing is written.</summary>
    protected void Touch() => _stream!.Touch();

    /// <summary>
    /// Looks, at most once in a while, whether this activation is still the one: where Redis came back empty there may be
    /// another one, and who only answers from memory would not find out. To be called by calls that come again and again.
    /// </summary>
    protected async ValueTask CheckAsync(TimeSpan every)
    {
        if (_time!.GetElapsedTime(_checked) < every)
        {
            return;
        }

        _checked = _time.GetTimestamp();
        try
        {
            await _stream!.CheckAsync();
        }
        catch (JournalAwayException)
        {
            // What it knows is good enough until the journal is back.
        }
        catch (JournalFencedException e)
        {
            Fail(e);
            throw;
        }
    }

    protected async Task CloseAsync(TEntry last, TimeSpan keep)
    {
        _durable = AfterAsync(_durable, _stream!.CloseAsync(last, keep));
        await _durable;
    }

    /// <summary>This activation is over: what it knows may be wrong.</summary>
    protected virtual void Fail(Exception e)
    {
        _failure ??= e;
        DeactivateOnIdle();
    }

    private async Task<bool> ClaimAsync(bool create)
    {
        _stream ??= OpenJournal(ServiceProvider.GetRequiredService<IJournal>());
        _time = ServiceProvider.GetRequiredService<TimeProvider>();
        JournalClaim<TEntry>? claim;
        try
        {
            claim = await _stream.ClaimAsync(create);
        }
        catch (Exception e)
        {
            Fail(e);
            throw;
        }

        if (claim is null)
        {
            return false;
        }

        (_claimed, _checked, _claimedAt) = (_time.GetTimestamp(), _time.GetTimestamp(), claim.Now);
        Replay(claim.Entries);
        return true;
    }

    private async Task AfterAsync(Task before, Task append)
    {
        try
        {
            await append;
            await before;
        }
        catch (Exception e)
        {
            Fail(e);
            throw;
        }
    }
}
