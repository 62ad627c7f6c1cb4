using Arthas.Contracts.Cluster;
using Arthas.Contracts.Results;
using Arthas.Silo.Wire;

namespace Arthas.Silo.Sessions;

/// <summary>
/// What a joiner gets first: DISABLED, the last 50 results without <c>input_status</c>, the last input status. Fixed
/// when it joins, by places in the log and not by copies, so that a joiner costs next to nothing.
/// </summary>
/// <param name="From">The oldest of the results.</param>
/// <param name="At">The end of the log when the consumer joined.</param>
/// <param name="Count">How many there are between, input statuses left out.</param>
/// <param name="LastInput">The one result that is the last input status.</param>
[GenerateSerializer, Immutable, Alias("arthas.preamble")]
internal sealed record Preamble(
    [property: Id(0)] long From, [property: Id(1)] long At, [property: Id(2)] int Count, [property: Id(3)] ResultBytes LastInput)
{
    private const int Most = 50;

    public static Preamble Of(Log log)
    {
        var (from, count) = (log.LastSeq + 1, 0);
        Result? lastInput = null;
        for (var seq = log.LastSeq; seq >= log.FirstSeq && (count < Most || lastInput is null); seq--)
        {
            var result = log[seq];
            if (result.Type == InputStatus.Type)
            {
                lastInput ??= result;
            }
            else if (count < Most)
            {
                (from, count) = (seq, count + 1);
            }
        }

        return new Preamble(from, log.LastSeq, count, ResultBytes.Of(lastInput ?? InputStatus.AllowInput));
    }

    /// <summary>
    /// The preamble and what came after it. One that is too large for an answer goes on as the log itself does, so
    /// the input status is sent with its first part.
    /// </summary>
    public Pulled Read(ILogWindow log, LogOptions options)
    {
        var batch = new Batch(options, extra: 2);
        var end = Math.Min(At, log.LastSeq);
        var (last, present, whole) = (end, 0, end == At);
        for (var seq = Math.Max(From, log.FirstSeq); seq <= end; seq++)
        {
            var result = log[seq];
            if (result.Type == InputStatus.Type)
            {
                continue;
            }

            present++;
            if (last == end && !batch.TryAdd(result))
            {
                (last, whole) = (seq - 1, false);
            }
        }

        // What was trimmed of it since it was made: all there were less all there are, where all of it is at hand.
        var missed = log.FirstSeq <= From ? 0 : end == At ? Count - present : log.FirstSeq - From;
        batch.Free.Insert(0, InputStatus.Disabled);
        batch.Free.AddRange(LastInput.Read());
        if (whole)
        {
            (last, var trimmed) = batch.Read(log, At);
            missed += trimmed;
        }

        return new Pulled { Outcome = PullOutcome.Ok, Results = batch.Results, LastSeq = last, Missed = missed };
    }
}
