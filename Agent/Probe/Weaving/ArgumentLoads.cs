using Arthas.Probe.Weaving.Il;
using Arthas.Probe.Weaving.Signatures;

namespace Arthas.Probe.Weaving;

/// <summary>Writes the IL that puts <c>this</c> and the arguments on the stack as objects.</summary>
internal sealed class ArgumentLoads(ModuleTokens tokens, MethodShape shape)
{
    private static readonly (PlainKind Kind, int Count)[] PlainStack =
        [(PlainKind.Whole, PlainPlaces.Wholes), (PlainKind.Reference, PlainPlaces.References), (PlainKind.Real, PlainPlaces.Reals)];

    /// <summary>Nothing is mapped below: a by-ref there is null plus an offset.</summary>
    private const int LowestAddress = 0x10000;

    /// <summary>The parameters that are read again when the method ends.</summary>
    public static int[] ByRefIndexes(MethodShape shape) =>
        [.. Enumerable.Range(0, shape.Parameters.Length).Where(i => shape.Parameters[i] is { ByRef: true, Boxing: not Boxing.Nothing })];

    public void This(IlWriter il)
    {
        if (shape.This is { } self)
        {
            Value(il, self, () => il.LoadArgument(0));
        }
        else
        {
            il.Op(Opcode.LdNull);
        }
    }

    public void Arguments(IlWriter il)
    {
        if (shape.Parameters.Length == 0)
        {
            il.Op(Opcode.LdNull);
            return;
        }

        NewArray(il, shape.Parameters.Length);
        for (var i = 0; i < shape.Parameters.Length; i++)
        {
            if (shape.Parameters[i] is { Boxing: not Boxing.Nothing, OutOnly: false })
            {
                Element(il, i, i);
            }
        }
    }

    /// <summary>
    /// Puts the arguments on the stack that have a place, as a <see cref="CallGate"/> wants them, and zeros where there are none.
    /// </summary>
    public void Plain(IlWriter il, PlainPlace[] places)
    {
        foreach (var (kind, count) in PlainStack)
        {
            for (var i = 0; i < count; i++)
            {
                Plain(il, kind, Array.IndexOf(places, new PlainPlace(kind, i)));
            }
        }
    }

    private void Plain(IlWriter il, PlainKind kind, int parameter)
    {
        if (parameter >= 0 && kind == PlainKind.Whole)
        {
            Whole(il, parameter);
            return;
        }

        if (parameter >= 0)
        {
            il.LoadArgument(shape.ArgumentOf(parameter));
        }
        else
        {
            il.Op(kind == PlainKind.Reference ? Opcode.LdNull : Opcode.LdcI4Zero);
        }

        if (kind != PlainKind.Reference)
        {
            il.Op(kind == PlainKind.Real ? Opcode.ConvR8 : Opcode.ConvI8);
        }
    }

    /// <summary>A whole argument as a long.</summary>
    public void Whole(IlWriter il, int parameter)
    {
        il.LoadArgument(shape.ArgumentOf(parameter));
        il.Op(shape.Parameters[parameter].Type[0] == SignatureReader.UInt32 ? Opcode.ConvU8 : Opcode.ConvI8);
    }

    /// <summary>Local variables, as <paramref name="shapes"/> has them.</summary>
    public void Locals(IlWriter il, ValueShape[] shapes, IReadOnlyList<int> indexes)
    {
        if (indexes.Count == 0)
        {
            il.Op(Opcode.LdNull);
            return;
        }

        NewArray(il, indexes.Count);
        for (var i = 0; i < indexes.Count; i++)
        {
            var local = indexes[i];
            if ((uint)local < (uint)shapes.Length && shapes[local].Boxing != Boxing.Nothing)
            {
                il.Op(Opcode.Dup);
                il.Int32(i);
                Value(il, shapes[local], () => il.LoadLocal(local));
                il.Op(Opcode.StElemRef);
            }
        }
    }

    public void ByRefs(IlWriter il)
    {
        var indexes = ByRefIndexes(shape);
        if (indexes.Length == 0)
        {
            il.Op(Opcode.LdNull);
            return;
        }

        NewArray(il, indexes.Length);
        for (var i = 0; i < indexes.Length; i++)
        {
            Element(il, i, indexes[i]);
        }
    }

    public void Value(IlWriter il, in ValueShape value, Action load)
    {
        if (value.Boxing == Boxing.Nothing)
        {
            il.Op(Opcode.LdNull);
            return;
        }

        if (!value.ByRef)
        {
            load();
            ToObject(il, value);
            return;
        }

        var absent = new IlLabel();
        var done = new IlLabel();
        load();
        il.Op(Opcode.ConvU);
        il.Int32(LowestAddress);
        il.Op(Opcode.ConvU);
        il.Branch(Opcode.BltUn, absent);
        load();
        if (value.Boxing == Boxing.Reference)
        {
            il.Op(Opcode.LdIndRef);
        }
        else
        {
            il.Op(Opcode.LdObj, value.Boxing == Boxing.NativeInt ? tokens.NativeInt : tokens.Type(value.Type));
        }

        ToObject(il, value);
        il.Branch(Opcode.Br, done);
        il.Mark(absent);
        il.Op(Opcode.LdNull);
        il.Mark(done);
    }

    private void ToObject(IlWriter il, in ValueShape value)
    {
        if (value.Boxing != Boxing.Reference)
        {
            il.Op(Opcode.Box, value.Boxing == Boxing.NativeInt ? tokens.NativeInt : tokens.Type(value.Type));
        }
    }

    private void NewArray(IlWriter il, int length)
    {
        il.Int32(length);
        il.Op(Opcode.NewArr, tokens.Object);
    }

    private void Element(IlWriter il, int index, int parameter)
    {
        il.Op(Opcode.Dup);
        il.Int32(index);
        Value(il, shape.Parameters[parameter], () => il.LoadArgument(shape.ArgumentOf(parameter)));
        il.Op(Opcode.StElemRef);
    }
}
