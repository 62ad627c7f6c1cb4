using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Corpus.Shapes;

internal static class ByRefs
{
    private static int s_number = 1;
    private static string s_text = "static";
    private static readonly int[] Numbers = [1, 2, 3];

    private static void Ref(ref int v) => v++;
    private static void RefText(ref string v) => v += "r";
    private static void RefStruct(ref Pair v) => v = new(v.B, v.A);
    private static void RefGeneric<T>(ref T a, ref T b) => (a, b) = (b, a);
    private static void Out(out int v) => v = 42;
    private static bool TryOut(string s, out string head, out int length)
    {
        head = s?[..1];
        length = s?.Length ?? -1;
        return s is not null;
    }

    private static void OutStruct(out Pair v) => v = new(1, 2);
    private static void OutGeneric<T>(out T v) => v = default;
    private static void OutThrows(out int v)
    {
        v = 7;
        throw new InvalidOperationException("after assignment");
    }

    private static int In(in int v) => v + 1;
    private static int InStruct(in Pair v) => v.A + v.B;
    private static int RefReadonly(ref readonly int v) => v * 2;
    private static ref int Element(int[] values, int index) => ref values[index];
    private static ref readonly int ReadonlyElement(int[] values, int index) => ref values[index];
    private static ref T Larger<T>(ref T a, ref T b) where T : IComparable<T> => ref a.CompareTo(b) > 0 ? ref a : ref b;
    private static ref int StaticField() => ref s_number;
    private static ref string StaticText() => ref s_text;
    private static ref int NullRef() => ref Unsafe.NullRef<int>();
    private static bool TakesNull(ref int v) => Unsafe.IsNullRef(ref v);
    private static bool TakesNullText(ref string v) => Unsafe.IsNullRef(ref v);
    private static void RefSpan(ref Span<int> v) => v = v[1..];
    private static void RefPointer(ref nint v) => v = 8;
    private static unsafe void RefRawPointer(ref int* v) => v++;
    private static void Mixed(int a, ref int b, out int c, in int d, params int[] e)
    {
        b += a + d + e.Length;
        c = b;
    }

    private static ref int Scoped(ref int a, scoped ref int b)
    {
        a += b;
        return ref a;
    }

    private static void RefNullable(ref int? v) => v = v is null ? 1 : null;
    private static void RefEnum(ref Small v) => v = Small.Two;
    private static void RefArray(ref int[] v) => Array.Resize(ref v, 5);
    private static void Swallows([AllowNull] ref string v) => v ??= "was null";

    internal record struct Pair(int A, int B);

    public static unsafe void Run(Transcript t)
    {
        t.Group(nameof(ByRefs));
        var n = 1;
        Ref(ref n);
        t.Say("ref", n);
        var s = "a";
        RefText(ref s);
        t.Say("refText", s);
        var p = new Pair(1, 2);
        RefStruct(ref p);
        t.Say("refStruct", p);
        var (x, y) = ("x", "y");
        RefGeneric(ref x, ref y);
        var (i, j) = (1, 2);
        RefGeneric(ref i, ref j);
        t.Say("refGeneric", $"{x}{y}{i}{j}");
        Out(out var o);
        t.Say("out", o);
        t.Say("tryOut", $"{TryOut("abc", out var head, out var length)} {head} {length} {TryOut(null, out head, out length)} {length}");
        OutStruct(out p);
        t.Say("outStruct", p);
        OutGeneric<string>(out var none);
        OutGeneric<DateTime>(out var zero);
        t.Say("outGeneric", $"{none} {zero.Ticks}");
        var thrown = 0;
        t.Try("outThrows", () => { OutThrows(out thrown); return 0; });
        t.Say("outThrows value", thrown);
        t.Say("in", In(1) + In(n) + InStruct(p) + InStruct(new(3, 4)) + RefReadonly(ref n));
        int[] values = [5, 6, 7];
        Element(values, 1) = 60;
        t.Say("element", values);
        t.Say("readonlyElement", ReadonlyElement(values, 2));
        Larger(ref values[0], ref values[1]) = 0;
        t.Say("larger", values);
        t.Try("outOfRange", () => Element(Numbers, 3));
        var before = StaticField();
        StaticField() += 0;
        t.Say("staticField", StaticField() == before);
        t.Say("staticText", StaticText());
        t.Say("nullRef", Unsafe.IsNullRef(ref NullRef()));
        t.Say("takesNull", TakesNull(ref Unsafe.NullRef<int>()) && TakesNullText(ref Unsafe.NullRef<string>()));
        Span<int> span = stackalloc int[3];
        RefSpan(ref span);
        t.Say("refSpan", span.Length);
        nint native = 1;
        RefPointer(ref native);
        t.Say("refPointer", native);
        fixed (int* first = values)
        {
            var pointer = first;
            RefRawPointer(ref pointer);
            t.Say("refRawPointer", pointer - first);
        }

        Mixed(1, ref n, out o, 3, 4, 5);
        t.Say("mixed", $"{n} {o}");
        Scoped(ref n, ref o)++;
        t.Say("scoped", n);
        int? maybe = null;
        RefNullable(ref maybe);
        t.Say("refNullable", maybe);
        RefNullable(ref maybe);
        t.Say("refNullable back", maybe);
        var small = Small.None;
        RefEnum(ref small);
        t.Say("refEnum", small);
        RefArray(ref values);
        t.Say("refArray", values);
        string nothing = null;
        Swallows(ref nothing);
        t.Say("swallows", nothing);
    }
}
