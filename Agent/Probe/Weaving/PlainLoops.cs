using System.Buffers.Binary;
using System.Reflection;
using Arthas.Probe.Weaving.Il;

namespace Arthas.Probe.Weaving;

/// <summary>
/// Whether a method has loops, none of which calls anything virtual. Such a loop is several times as slow in the quick
/// code that a new body gets for its first few hundred milliseconds, and has nothing to gain from what the runtime learns
/// in that time: that is mostly what virtual calls arrive at.
/// </summary>
internal static class PlainLoops
{
    // Each call is looked up in the metadata.
    private const int MaxCalls = 32;

    public static bool In(ReadOnlySpan<byte> code, MethodBase method)
    {
        var looped = Looped(code);
        var (loops, calls) = (false, 0);
        for (var offset = 0; offset < code.Length;)
        {
            var instruction = IlInstruction.At(code, offset);
            offset = instruction.End;
            if (!looped[instruction.Offset])
            {
                continue;
            }

            loops = true;
            if (instruction.Code is Opcode.Calli or Opcode.Constrained
                || (instruction.Code == Opcode.CallVirt && (++calls > MaxCalls || IsVirtual(method, BinaryPrimitives.ReadInt32LittleEndian(instruction.Bytes[1..])))))
            {
                return false;
            }
        }

        return loops;
    }

    /// <summary>The instructions between the target of a backward branch and that branch.</summary>
    private static bool[] Looped(ReadOnlySpan<byte> code)
    {
        var looped = new bool[code.Length];
        for (var offset = 0; offset < code.Length;)
        {
            var instruction = IlInstruction.At(code, offset);
            offset = instruction.End;
            var count = instruction.Operand == IlOperand.Switch ? instruction.SwitchCount : 1;
            for (var i = 0; i < count; i++)
            {
                var target = instruction.Operand switch
                {
                    IlOperand.Switch => instruction.SwitchTarget(i),
                    IlOperand.Branch or IlOperand.ShortBranch => instruction.Target,
                    _ => instruction.End,
                };
                if (target >= 0 && target <= instruction.Offset)
                {
                    looped.AsSpan(target, instruction.End - target).Fill(true);
                }
            }
        }

        return looped;
    }

    private static bool IsVirtual(MethodBase caller, int token)
    {
        try
        {
            var types = caller.DeclaringType is { IsGenericType: true } type ? type.GetGenericArguments() : null;
            var own = caller.IsGenericMethod ? caller.GetGenericArguments() : null;
            return caller.Module.ResolveMethod(token, types, own) is not { } called
                || (called.IsVirtual && !called.IsFinal && (called.DeclaringType is not { IsSealed: true } declaring || declaring.IsSubclassOf(typeof(Delegate))));
        }
        catch (Exception)
        {
            return true; // not to be told: no matter why
        }
    }
}
