using Arthas.Probe.Weaving.Il;

namespace Arthas.Probe.Tests.Weaving;

public sealed class MethodIlTests
{
    [Fact]
    public void Parse_reads_back_what_the_layout_wrote()
    {
        ExceptionRow[] rows = [new(0, 1, 2, 3, 4, 0x01000005), new(ExceptionRow.Filter, 70_000, 80_000, 150_000, 5, 149_990), new(ExceptionRow.Fault, 0, 9, 9, 1, 0)];
        byte[] code = [0x02, 0x03, 0x58, 0x2A, 0x00];

        var parsed = MethodIl.Parse(BodyLayout.Write(code, 17, initLocals: true, 0x11000001, rows));

        Assert.Equal(code, parsed.Code.ToArray());
        Assert.Equal(17, parsed.MaxStack);
        Assert.True(parsed.InitLocals);
        Assert.Equal(rows, parsed.Rows);
    }

    [Fact]
    public void Parse_reads_a_tiny_body()
    {
        var parsed = MethodIl.Parse([(2 << 2) | 2, 0x16, 0x2A]);

        Assert.Equal([0x16, 0x2A], parsed.Code.ToArray());
        Assert.Equal(8, parsed.MaxStack);
        Assert.False(parsed.InitLocals);
        Assert.Empty(parsed.Rows);
    }

    [Fact]
    public void Parse_reads_small_rows()
    {
        byte[] body =
        [
            0x0B, 0x30, 2, 0, 2, 0, 0, 0, 0, 0, 0, 0, // fat, more sections, 2 bytes of code
            0x00, 0x2A, 0, 0, // padded
            0x01, 16, 0, 0, // one small row
            2, 0, 5, 0, 6, 7, 0, 8, 0, 0, 0, 0,
        ];

        Assert.Equal([new ExceptionRow(2, 5, 6, 7, 8, 0)], MethodIl.Parse(body).Rows);
    }
}
