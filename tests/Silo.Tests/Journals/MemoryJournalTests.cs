using Arthas.Silo.Consumers;
using Arthas.Silo.Journals;

namespace Arthas.Silo.Tests.Journals;

public sealed class MemoryJournalTests : JournalSuite
{
    private readonly MemoryJournal _journal = new(TimeProvider.System);

    [Fact]
    public async Task Close_leavesNothing()
    {
        var owner = await OwnerAsync();
        await owner.AppendAsync(new(1));

        await owner.CloseAsync(new(2), TimeSpan.FromMinutes(1));

        Assert.Equal(0, _journal.Count);
        await Assert.ThrowsAsync<JournalFencedException>(owner.CheckAsync);
    }

    private protected override ValueTask<IJournalStream<ConsumerPosition>> OpenAsync(JournalKey key) =>
        new(_journal.Open<ConsumerPosition>(key, TimeSpan.FromHours(1)));
}
