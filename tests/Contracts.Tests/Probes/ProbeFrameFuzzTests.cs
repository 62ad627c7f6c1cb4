using Arthas.Contracts.CommandLine;
using Arthas.Contracts.Probes;
using Arthas.Fuzzing;
using FsCheck;
using FsCheck.Fluent;

namespace Arthas.Contracts.Tests.Probes;

/// <summary>Frames between agent and probe: what is written comes back, and what is none is told as such.</summary>
public sealed class ProbeFrameFuzzTests
{
    private static readonly Action<byte[]>[] Readers =
    [
        bytes => ProbeRun.Read(bytes), bytes => ProbeHello.Read(bytes), bytes => ProbeEnd.Read(bytes), bytes => ProbeWelcome.Read(bytes), bytes => ProbeResult.Read(bytes),
    ];

    private static Gen<string> Text { get; } = Texts.Any.Select(text => System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(text)));

    private static Gen<ProbeRun> AnyRun { get; } =
        from job in Gen.Choose(int.MinValue, int.MaxValue)
        from role in Gen.Elements(Enum.GetValues<Role>())
        from name in Text
        from values in (from key in Text from list in Text.ListOf() select (key, list)).ListOf()
        select new ProbeRun(job, role, new ParsedCommand(
            name,
            values.DistinctBy(value => value.key).ToDictionary(value => value.key, value => (IReadOnlyList<string>)[.. value.list], StringComparer.Ordinal)));

    private static Gen<byte[]> Written { get; } = Gen.OneOf(
        AnyRun.Select(run => run.Write().ToArray()),
        (from code in Gen.Choose(-10, 10) from message in Text select new ProbeEnd(code, message).Write().ToArray()),
        Text.Select(owner => new ProbeWelcome(ProbeHello.Current, "version", owner).Write().ToArray()));

    [Fact]
    public void Any_command_comes_back_as_it_was() => Fuzz.Check(AnyRun, rounds: 500, run =>
    {
        var read = ProbeRun.Read(run.Write().Span);

        Assert.Equal((run.JobId, run.Role, run.Command.Name), (read.JobId, read.Role, read.Command.Name));
        Assert.Equal(run.Command.Values.Keys, read.Command.Values.Keys);
        Assert.All(run.Command.Values, pair => Assert.Equal(pair.Value, read.Command.Values[pair.Key]));
    });

    [Fact]
    public void Payload_that_is_none_is_told() => Fuzz.Check(Gen.OneOf(Texts.Bytes, Texts.MutatedBytes(Written)), rounds: 3000, bytes =>
    {
        foreach (var reader in Readers)
        {
            Told(() => reader(bytes));
        }
    });

    [Fact]
    public void Header_that_is_none_is_told() => Fuzz.Check(Texts.Bytes.Resize(40).Where(bytes => bytes.Length >= ProbeFrame.HeaderSize), rounds: 2000, bytes =>
        Told(() => Assert.InRange(ProbeFrame.ReadHeader(bytes).Length, 0, ProbeFrame.LargestPayload)));

    private static void Told(Action read)
    {
        try
        {
            read();
        }
        catch (InvalidDataException told)
        {
            Assert.NotEmpty(told.Message);
        }
    }
}
