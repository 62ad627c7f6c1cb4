using System.Reflection;
using System.Reflection.Emit;
using Arthas.Probe.Weaving;
using Arthas.Probe.Weaving.Il;

namespace Arthas.Probe.Tests.Weaving;

public sealed class IlInstructionTests
{
    [Fact]
    public void At_knows_the_size_of_every_instruction_there_is()
    {
        foreach (var opcode in All())
        {
            var code = new byte[16];
            var head = Head(opcode, code);

            Assert.Equal(head + OperandSize(opcode), IlInstruction.At(code, 0).Bytes.Length);
        }
    }

    [Fact]
    public void Opcode_has_the_number_of_every_instruction_there_is() =>
        Assert.All(All(), opcode => Assert.True(Enum.IsDefined((Opcode)(ushort)opcode.Value), opcode.Name));

    [Fact]
    public void At_makes_every_short_branch_long()
    {
        foreach (var opcode in All().Where(o => o.OperandType == OperandType.ShortInlineBrTarget))
        {
            var longer = All().Single(o => o.Name == opcode.Name![..^2]);

            Assert.Equal((Opcode)(ushort)longer.Value, IlInstruction.At([(byte)opcode.Value, 0xFE], 0).LongCode);
        }
    }

    [Fact]
    public void At_refuses_an_unknown_or_cut_instruction()
    {
        Assert.Throws<WeavingException>(() => _ = IlInstruction.At([0xC1], 0).Code);
        Assert.Throws<WeavingException>(() => _ = IlInstruction.At([0x20, 1, 2], 0).Code);
        Assert.Throws<WeavingException>(() => _ = IlInstruction.At([0x45, 0xFF, 0xFF, 0xFF, 0xFF], 0).Code);
    }

    private static IEnumerable<OpCode> All() =>
        typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => (OpCode)f.GetValue(null)!).Where(o => o.OpCodeType != OpCodeType.Nternal);

    private static int Head(OpCode opcode, byte[] code)
    {
        if (opcode.Size == 1)
        {
            code[0] = (byte)opcode.Value;
            return 1;
        }

        (code[0], code[1]) = (0xFE, (byte)opcode.Value);
        return 2;
    }

    private static int OperandSize(OpCode opcode) => opcode.OperandType switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        _ => 4, // a switch of no cases, too
    };
}
