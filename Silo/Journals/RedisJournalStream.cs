using System.Globalization;
using Arthas.Silo.Telemetry;
using Orleans.Serialization;
using StackExchange.Redis;

namespace Arthas.Silo.Journals;

internal sealed class RedisJournalStream<TEntry>(RedisConnection redis, Serializer serializer, TimeProvider time, string key, TimeSpan keep)
    : IJournalStream<TEntry>
    where TEntry : class
{
    private const string EntryField = "e";
    private const string ClaimField = "c";

    /// <summary>Entries of one read: a session's may have hundreds of kilobytes each.</summary>
    private const int Page = 250;

    /// <summary>Who loses so many races in a row has met something else than a race.</summary>
    private const int MostRaces = 100;

    /// <summary>Null: not by this owner, whatever an earlier one did.</summary>
    private long? _touched;

    public JournalId Next { get; private set; }

    public async Task<JournalClaim<TEntry>?> ClaimAsync(bool create)
    {
        for (var race = 0; race < MostRaces; race++)
        {
            // Asked at the same time: an owner's clock goes on from the store's, which is the same for all of them.
            var asked = time.GetTimestamp();
            var nowAsked = redis.CallAsync("TIME", []);
            var top = Rows(await redis.CallAsync("XREVRANGE", [key, "+", "-", "COUNT", 1]));
            var now = Time(await nowAsked);
            if (top.Length == 0 && !create)
            {
                return null;
            }

            // Not from 1: where Redis came back empty, whoever owned the journal before that must not look like its owner now.
            var epoch = top.Length == 0 ? (ulong)now.ToUnixTimeMilliseconds() : Id(top[0]).Epoch + 1;
            if (await TryClaimAsync(epoch, isNew: top.Length == 0))
            {
                Next = new JournalId(epoch, 1);
                return new JournalClaim<TEntry>(await ReadAsync(), now + time.GetElapsedTime(asked));
            }
        }

        throw new JournalAwayException($"{key} was claimed by others {MostRaces} times in a row");
    }

    public Task AppendAsync(TEntry entry, JournalId? trimBefore = null)
    {
        var id = Next;
        Next = Next with { Number = id.Number + 1 };
        (entry as ICarriesEntries<TEntry>)?.Pack(serializer.SerializeToArray);
        var bytes = serializer.SerializeToArray(entry);
        Touch();
        // A journal that is gone (Redis came back empty) is not made again: its owner holds what nobody else has.
        return AppendedAsync(time.GetTimestamp(), trimBefore is { } first
            ? redis.CallAsync("XADD", [key, "NOMKSTREAM", "MINID", first.ToString(), id.ToString(), EntryField, bytes])
            : redis.CallAsync("XADD", [key, "NOMKSTREAM", id.ToString(), EntryField, bytes]));
    }

    public async Task CheckAsync()
    {
        if (Rows(await redis.CallAsync("XREVRANGE", [key, "+", "-", "COUNT", 1])) is not [var top] || Id(top).Epoch != Next.Epoch)
        {
            throw new JournalFencedException("the journal is gone, or another activation took it over");
        }
    }

    public void Touch()
    {
        // Moved seldom, and by twice the time, because moving it is a write.
        if (_touched is { } touched && time.GetElapsedTime(touched) < keep / 2)
        {
            return;
        }

        _touched = time.GetTimestamp();
        redis.Send("PEXPIRE", [key, Milliseconds(2 * keep)]);
    }

    public async Task CloseAsync(TEntry last, TimeSpan keep)
    {
        await AppendAsync(last, Next);
        await redis.CallAsync("PEXPIRE", [key, Milliseconds(keep)]);
    }

    private async Task<bool> TryClaimAsync(ulong epoch, bool isNew)
    {
        var id = new JournalId(epoch, 0).ToString();
        try
        {
            if (!isNew)
            {
                return !(await redis.CallAsync("XADD", [key, "NOMKSTREAM", id, ClaimField, ""])).IsNull;
            }

            // Together: a silo that dies between the two would leave a journal behind that never vanishes.
            await redis.CallTogetherAsync([("XADD", [key, id, ClaimField, ""]), ("PEXPIRE", [key, Milliseconds(2 * keep)])]);
            _touched = time.GetTimestamp();
            return true;
        }
        catch (RedisServerException refused) when (IsRefusal(refused))
        {
            return false;
        }
    }

    private async Task<List<JournalEntry<TEntry>>> ReadAsync()
    {
        var entries = new List<JournalEntry<TEntry>>();
        var (from, last, isBroken) = ("-", default(JournalId), false);
        while (true)
        {
            var rows = Rows(await redis.CallAsync("XRANGE", [key, from, "+", "COUNT", Page]));
            foreach (var row in rows)
            {
                var id = Id(row);
                // Appends go out in a row; where one is missing, those behind it were sent on after it failed, and acknowledged to nobody.
                isBroken = id.Epoch == last.Epoch && (isBroken || id.Number != last.Number + 1);
                last = id;
                var fields = (RedisResult[])row[1]!;
                if (!isBroken && (string)fields[0]! == EntryField)
                {
                    var bytes = (byte[])fields[1]!;
                    var entry = serializer.Deserialize<TEntry>(bytes)!;
                    (entry as ICarriesEntries<TEntry>)?.Unpack(kept => serializer.Deserialize<TEntry>(kept)!);
                    entries.Add(new JournalEntry<TEntry>(id, entry, bytes));
                }
            }

            if (rows.Length < Page)
            {
                return entries;
            }

            from = $"({last}";
        }
    }

    private async Task AppendedAsync(long started, Task<RedisResult> append)
    {
        try
        {
            if ((await append).IsNull)
            {
                throw new JournalFencedException("the journal is gone");
            }

            SiloTelemetry.AppendDuration.Record(time.GetElapsedTime(started).TotalSeconds);
        }
        catch (RedisServerException refused) when (IsRefusal(refused))
        {
            SiloTelemetry.Fenced.Add(1);
            throw new JournalFencedException("another activation took the journal over");
        }
    }

    private static bool IsRefusal(RedisServerException e) => e.Message.Contains("equal or smaller", StringComparison.Ordinal);

    private static RedisResult[][] Rows(RedisResult rows) => [.. ((RedisResult[])rows!).Select(row => (RedisResult[])row!)];

    private static JournalId Id(RedisResult[] row)
    {
        var text = ((string)row[0]!).AsSpan();
        var dash = text.IndexOf('-');
        return new JournalId(
            ulong.Parse(text[..dash], CultureInfo.InvariantCulture), ulong.Parse(text[(dash + 1)..], CultureInfo.InvariantCulture));
    }

    private static DateTimeOffset Time(RedisResult time)
    {
        var parts = (RedisResult[])time!;
        return DateTimeOffset.UnixEpoch.AddSeconds((long)parts[0]).AddMicroseconds((long)parts[1]);
    }

    private static long Milliseconds(TimeSpan time) => (long)Math.Min(time.TotalMilliseconds, long.MaxValue / 4);
}
