using Arthas.Silo.Consumers;
using Arthas.Silo.Journals;

namespace Arthas.Silo.Tests.Journals;

/// <summary>What every journal keeps. An owner is a stream that has claimed; several of one key are the activations of one grain.</summary>
public abstract class JournalSuite
{
    private readonly JournalKey _key = new($"session:{Guid.NewGuid():N}");

    [Fact]
    public async Task Claim_ofNothing_makesOnlyWhatItMayMake()
    {
        var owner = await OpenAsync(_key);

        Assert.Null(await owner.ClaimAsync(create: false));
        Assert.Null(await owner.ClaimAsync(create: false));
        var made = await owner.ClaimAsync(create: true);

        Assert.Empty(made!.Entries);
        Assert.Equal(1ul, owner.Next.Number);
        Assert.NotNull(await (await OpenAsync(_key)).ClaimAsync(create: false));
    }

    [Fact]
    public async Task Claim_later_readsAllThatWasAcknowledgedInItsOrder()
    {
        var first = await OwnerAsync();
        await first.AppendAsync(new(1));
        await first.AppendAsync(new(2));
        var second = await OpenAsync(_key);
        var seen = await second.ClaimAsync(create: false);
        await second.AppendAsync(new(3));
        var again = await (await OpenAsync(_key)).ClaimAsync(create: false);

        Assert.Equal(first.Next.Epoch + 1, second.Next.Epoch);
        Assert.Equal([(first.Next.Epoch, 1, 1L), (first.Next.Epoch, 2, 2L)], Read(seen));
        Assert.Equal([(first.Next.Epoch, 1, 1L), (first.Next.Epoch, 2, 2L), (second.Next.Epoch, 1, 3L)], Read(again));
    }

    [Fact]
    public async Task Append_ofAnEarlierOwner_isRefusedAndNotKept()
    {
        var earlier = await OwnerAsync();
        await earlier.AppendAsync(new(1));
        var later = await OwnerAsync();

        await Assert.ThrowsAsync<JournalFencedException>(() => earlier.AppendAsync(new(2)));

        await later.AppendAsync(new(3));
        Assert.Equal([1, 3], await ReadAsync());
    }

    [Fact]
    public async Task Append_manyAtOnceOfAnEarlierOwner_eachIsRefused()
    {
        var earlier = await OwnerAsync();
        await earlier.AppendAsync(new(1));
        await OwnerAsync();

        // On their way together: a store that looked at its newest entry only would take the second of them.
        Task[] appends = [.. Enumerable.Range(2, 20).Select(seq => earlier.AppendAsync(new(seq)))];

        foreach (var append in appends)
        {
            await Assert.ThrowsAsync<JournalFencedException>(() => append);
        }

        Assert.Equal([1], await ReadAsync());
    }

    [Fact]
    public async Task Append_refused_trimsNothing()
    {
        var earlier = await OwnerAsync();
        await earlier.AppendAsync(new(1));
        await OwnerAsync();

        await Assert.ThrowsAsync<JournalFencedException>(() => earlier.AppendAsync(new(2), trimBefore: earlier.Next));

        Assert.Equal([1], await ReadAsync());
    }

    [Fact]
    public async Task Claim_whileAnOwnerAppends_seesWhatWasAcknowledgedAndNothingAfter()
    {
        for (var round = 0; round < 8; round++)
        {
            var key = new JournalKey($"session:{Guid.NewGuid():N}");
            var earlier = await OwnerAsync(key);
            Task[] appends = [.. Enumerable.Range(1, 40).Select(seq => earlier.AppendAsync(new(seq)))];
            var later = await OpenAsync(key);
            var seen = Read(await later.ClaimAsync(create: false)).Select(static entry => entry.Seq).ToList();

            var acknowledged = await CountAsync(appends);
            Assert.Equal(Enumerable.Range(1, seen.Count).Select(static seq => (long)seq), seen);
            Assert.True(acknowledged <= seen.Count, $"{acknowledged} were acknowledged, and the next owner saw {seen.Count}");
            await later.AppendAsync(new(100));
            Assert.Equal([.. seen, 100L], await ReadAsync(key));
        }
    }

    [Fact]
    public async Task Claims_atOnce_getEpochsOfTheirOwnAndTheHighestIsTheOwner()
    {
        var owners = new List<IJournalStream<ConsumerPosition>>();
        for (var i = 0; i < 8; i++)
        {
            owners.Add(await OpenAsync(_key));
        }

        await Task.WhenAll(owners.Select(static owner => owner.ClaimAsync(create: true)));

        var last = owners.MaxBy(static owner => owner.Next.Epoch)!;
        Assert.Equal(owners.Count, owners.Select(static owner => owner.Next.Epoch).Distinct().Count());
        foreach (var owner in owners.Where(owner => owner != last))
        {
            await Assert.ThrowsAsync<JournalFencedException>(() => owner.AppendAsync(new(1)));
            await Assert.ThrowsAsync<JournalFencedException>(owner.CheckAsync);
        }

        await last.AppendAsync(new(8));
        Assert.Equal([8], await ReadAsync());
    }

    [Fact]
    public async Task Append_trimsWhatIsNotNeededAnyMore()
    {
        var owner = await OwnerAsync();
        var ids = new List<JournalId>();
        for (var seq = 1; seq <= 10; seq++)
        {
            ids.Add(owner.Next);
            await owner.AppendAsync(new(seq));
        }

        await owner.AppendAsync(new(11), trimBefore: ids[7]);
        Assert.Equal([8, 9, 10, 11], await ReadAsync());

        owner = await OwnerAsync();
        await owner.AppendAsync(new(12), trimBefore: owner.Next);
        Assert.Equal([12], await ReadAsync());
    }

    [Fact]
    public async Task Check_saysWhoIsTheOwner()
    {
        var earlier = await OwnerAsync();
        await earlier.CheckAsync();
        await earlier.AppendAsync(new(1));
        await earlier.CheckAsync();

        var later = await OwnerAsync();

        await Assert.ThrowsAsync<JournalFencedException>(earlier.CheckAsync);
        await later.CheckAsync();
    }

    [Fact]
    public async Task Close_ofAnEarlierOwner_isRefused()
    {
        var earlier = await OwnerAsync();
        await earlier.AppendAsync(new(1));
        var later = await OwnerAsync();

        await Assert.ThrowsAsync<JournalFencedException>(() => earlier.CloseAsync(new(2), TimeSpan.FromMinutes(1)));

        await later.AppendAsync(new(3));
        Assert.Equal([1, 3], await ReadAsync());
    }

    private protected abstract ValueTask<IJournalStream<ConsumerPosition>> OpenAsync(JournalKey key);

    private protected Task<IJournalStream<ConsumerPosition>> OwnerAsync() => OwnerAsync(_key);

    private protected async Task<IJournalStream<ConsumerPosition>> OwnerAsync(JournalKey key)
    {
        var stream = await OpenAsync(key);
        await stream.ClaimAsync(create: true);
        return stream;
    }

    private Task<IEnumerable<long>> ReadAsync() => ReadAsync(_key);

    /// <summary>As the next owner finds it.</summary>
    private async Task<IEnumerable<long>> ReadAsync(JournalKey key) =>
        Read(await (await OpenAsync(key)).ClaimAsync(create: false)).Select(static entry => entry.Seq);

    private static IEnumerable<(ulong Epoch, int Number, long Seq)> Read(JournalClaim<ConsumerPosition>? claim) =>
        claim!.Entries.Select(static entry => (entry.Id.Epoch, (int)entry.Id.Number, entry.Value.Seq));

    /// <summary>How many were acknowledged; the others were refused.</summary>
    private static async Task<int> CountAsync(Task[] appends)
    {
        var acknowledged = 0;
        foreach (var append in appends)
        {
            try
            {
                await append;
                acknowledged++;
            }
            catch (JournalFencedException)
            {
                // Of those behind it none is acknowledged either.
            }
        }

        return acknowledged;
    }
}
