using System.Text;
using Arthas.Contracts.CommandLine;
using Arthas.Contracts.Probes;

namespace Arthas.Contracts.Tests.Probes;

public sealed class ProbeFrameTests
{
    [Fact]
    public void ReadHeader_written_header_comes_back()
    {
        var header = new byte[ProbeFrame.HeaderSize];
        new ProbeFrame(ProbeFrameKind.Result, 7, new byte[300]).WriteHeader(header);

        Assert.Equal((ProbeFrameKind.Result, 7, 300), ProbeFrame.ReadHeader(header));
    }

    [Theory]
    [InlineData("00 00 00 00 00 00 00 00 00")] // no kind
    [InlineData("00 00 00 00 0a 00 00 00 00")] // a kind there is not
    [InlineData("ff ff ff ff 05 00 00 00 00")] // less than nothing
    [InlineData("01 00 00 04 07 00 00 00 00")] // a byte more than may be
    public void ReadHeader_malformed_throws(string hex) =>
        Assert.Throws<InvalidDataException>(() => ProbeFrame.ReadHeader(Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal))));

    [Fact]
    public void Run_all_values_come_back()
    {
        var command = new ParsedCommand("watch", new Dictionary<string, IReadOnlyList<string>>
        {
            ["class-pattern"] = ["demo.MathGame"],
            ["path"] = ["a", "", "é\0"],
            ["empty"] = [],
        });

        var run = ProbeRun.Read(new ProbeRun(12, Role.Change, command).Write().Span);

        Assert.Equal((12, "watch"), (run.JobId, run.Command.Name));
        Assert.Equal(command.Values.Keys, run.Command.Values.Keys);
        Assert.All(command.Values, pair => Assert.Equal(pair.Value, run.Command.Values[pair.Key]));
    }

    [Theory]
    [InlineData(Role.View)]
    [InlineData(Role.Admin)]
    public void Run_role_comes_back(Role role) =>
        Assert.Equal(role, ProbeRun.Read(new ProbeRun(12, role, new ParsedCommand("watch", new Dictionary<string, IReadOnlyList<string>>())).Write().Span).Role);

    [Fact]
    public void Run_role_that_there_is_not_throws()
    {
        var run = new ProbeRun(12, Role.Admin + 1, new ParsedCommand("watch", new Dictionary<string, IReadOnlyList<string>>())).Write();

        Assert.Throws<InvalidDataException>(() => ProbeRun.Read(run.Span));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("agent web01 (pid 812)")]
    public void Welcome_owner_comes_back(string? owner)
    {
        var welcome = new ProbeWelcome(ProbeHello.Current, "abc", owner);

        Assert.Equal(welcome, ProbeWelcome.Read(welcome.Write().Span));
    }

    [Fact]
    public void Result_type_and_json_come_back()
    {
        var payload = new byte[64];
        var prefix = ProbeResult.WritePrefix("watch", payload);
        "{}"u8.CopyTo(payload.AsSpan(prefix));

        var result = ProbeResult.Read(payload.AsMemory(0, prefix + 2));

        Assert.Equal(("watch", "{}"), (result.Type, Encoding.UTF8.GetString(result.Json.Span)));
    }

    [Fact]
    public void Read_any_payload_cut_short_throws_what_the_reader_expects()
    {
        var command = new ParsedCommand("watch", new Dictionary<string, IReadOnlyList<string>> { ["a"] = ["b", "c"] });
        var whole = new ProbeRun(12, Role.Change, command).Write();

        for (var length = 0; length < whole.Length; length++)
        {
            Assert.Throws<InvalidDataException>(() => ProbeRun.Read(whole.Span[..length]));
        }
    }
}
