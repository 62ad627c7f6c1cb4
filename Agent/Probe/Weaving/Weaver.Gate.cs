using Arthas.Probe.Types;
using Arthas.Probe.Weaving.Il;

namespace Arthas.Probe.Weaving;

/// <summary>
/// What the woven body does before it makes objects of the arguments, where it has plain ones, or is the state machine of
/// an async method, which may go on for a call that nobody listens to:
/// <code>
///         if (*enabled is for a range of a whole argument) goto that is outside ? skip : hear
///         if (*enabled is for a gate &amp;&amp; !Wanted(id, plain arguments)) goto skip
/// hear:
/// </code>
/// </summary>
internal sealed partial class Weaver
{
    private void AskGate(IlLabel skip)
    {
        var places = PlainPlaces.Of(method.Method);
        if (Array.TrueForAll(places, static p => p.Kind == PlainKind.None) && StateMachines.NameBehind(method.Method) is null)
        {
            return;
        }

        var hear = new IlLabel();
        for (var i = 0; i < PlainPlaces.Wholes; i++)
        {
            if (Array.IndexOf(places, new PlainPlace(PlainKind.Whole, i)) is >= 0 and var parameter)
            {
                AskRange(i, parameter, skip, hear);
            }
        }

        UnlessFlag(WovenMethod.AskGate, hear);
        _il.Int32(method.Id);
        _loads.Plain(_il, places);
        _il.NativeInt(HookPointers.Wanted);
        _il.Op(Opcode.Calli, tokens.Wanted);
        _il.Branch(Opcode.BrFalse, skip);
        _il.Mark(hear);
    }

    private void AskRange(int index, int parameter, IlLabel skip, IlLabel hear)
    {
        var next = new IlLabel();
        UnlessFlag(WovenMethod.InRange + index, next);
        _loads.Whole(_il, parameter);
        _il.NativeInt(method.Least);
        _il.Op(Opcode.LdIndI8);
        _il.Op(Opcode.Sub);
        _il.NativeInt(method.Width);
        _il.Op(Opcode.LdIndI8);
        _il.Branch(Opcode.BgtUn, skip);
        _il.Branch(Opcode.Br, hear);
        _il.Mark(next);
    }

    private void UnlessFlag(int value, IlLabel otherwise)
    {
        _il.NativeInt(method.Enabled);
        _il.Op(Opcode.LdIndI4);
        _il.Int32(value);
        _il.Branch(Opcode.BneUn, otherwise);
    }
}
