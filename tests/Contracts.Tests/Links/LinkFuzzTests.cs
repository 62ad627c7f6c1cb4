using System.Text;
using Arthas.Contracts.Cluster;
using Arthas.Contracts.Links;
using Arthas.Fuzzing;
using FsCheck;
using FsCheck.Fluent;
using Result = Arthas.Contracts.Cluster.Result;

namespace Arthas.Contracts.Tests.Links;

/// <summary>Bytes that are no link, and links of which some bytes are wrong: told as such, and nothing else happens.</summary>
public sealed class LinkFuzzTests
{
    private static Gen<LinkFrame> AnyBatch { get; } =
        from session in Texts.Any
        from number in Gen.Choose(0, int.MaxValue)
        from last in Gen.Elements(true, false)
        from results in (from job in Gen.Choose(int.MinValue, int.MaxValue) from type in Texts.Any from json in Texts.Bytes select new Result(job, type, json)).ListOf()
        select (LinkFrame)new LinkFrame.Batch(new JobKey(session, number), number, last, [.. results]);

    private static Gen<LinkFrame> AnyFrame { get; } = Gen.OneOf(
        AnyBatch,
        Gen.Elements<LinkFrame>(
            new LinkFrame.Heartbeat(),
            new LinkFrame.InboxAck(long.MaxValue),
            new LinkFrame.Welcome("node", "refused", [new KnownJob(new JobKey("s", 1), 2)]),
            new LinkFrame.Targets([new TargetRecord("App_h-1", "App", "h", 1, ".NET 10.0.0")]),
            new LinkFrame.Inbox(new InboxEntry(4, new InboxMessage.Run(new JobKey("s", 1), "t", ["watch", "a b"], TimeSpan.FromSeconds(3)))),
            new LinkFrame.BatchAck(new JobKey("s", 1), new Appended(AppendOutcome.Gap, 12))));

    private static Gen<byte[]> AnyStream { get; } = AnyFrame.ListOf().Select(frames => Written([.. frames]));

    [Fact]
    public void Any_batch_comes_back_as_it_was() => Fuzz.Check(
        AnyBatch,
        rounds: 500,
        frame =>
        {
            var (sent, read) = ((LinkFrame.Batch)frame, Assert.IsType<LinkFrame.Batch>(Read(Written([frame])).Single()));

            // What is no text on the wire, a lone surrogate, comes back as the mark for it.
            Assert.Equal((Wire(sent.Job.SessionId), sent.Job.JobId, sent.Number, sent.Last), (read.Job.SessionId, read.Job.JobId, read.Number, read.Last));
            Assert.Equal(sent.Results.Select(r => (r.JobId, Wire(r.Type), Convert.ToHexString(r.Json.Span))), read.Results.Select(r => (r.JobId, r.Type, Convert.ToHexString(r.Json.Span))));
        });

    [Fact]
    public void Bytes_that_are_no_frames_are_told() => Fuzz.Check(Gen.OneOf(Texts.Bytes, Texts.MutatedBytes(AnyStream)), rounds: 2000, bytes =>
    {
        try
        {
            Assert.All(Read(bytes), frame => Assert.NotNull(frame));
        }
        catch (Exception told) when (told is LinkException or IOException)
        {
            Assert.NotEmpty(told.Message);
        }
    });

    private static string Wire(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));

    private static byte[] Written(IReadOnlyList<LinkFrame> frames)
    {
        var stream = new MemoryStream();
        var link = new LinkConnection(stream);
        foreach (var frame in frames)
        {
            // A stream in memory is never waited for.
            link.SendAsync(frame).GetAwaiter().GetResult();
        }

        return stream.ToArray();
    }

    private static List<LinkFrame> Read(byte[] bytes)
    {
        var link = new LinkConnection(new MemoryStream(bytes, writable: false));
        return link.ReadAllAsync().ToBlockingEnumerable().ToList();
    }
}
