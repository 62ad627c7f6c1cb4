using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Corpus.Shapes;

internal static unsafe partial class Pointers
{
    private struct Raw { public int A; public fixed byte Bytes[8]; public Raw* Next; }

    private static int Sum(int* v, int n) { var s = 0; for (var i = 0; i < n; i++) { s += v[i]; } return s; }
    private static int* Offset(int* v, int n) => v + n;
    private static void* Untyped(void* v) => v;
    private static int Double(int** v) => **v * 2;
    private static byte Fixed(Raw* raw) { raw->Bytes[3] = 7; return raw->Bytes[3]; }
    private static Raw ByValue(Raw raw) { raw.A++; return raw; }
    private static int Chain(Raw* raw) => raw == null ? 0 : 1 + Chain(raw->Next);
    private static delegate*<int, int> Choose(bool negate) => negate ? &Negate : &Same;
    private static int Negate(int v) => -v;
    private static int Same(int v) => v;
    private static int Pinned(int[] v) { fixed (int* p = v) { return Sum(p, v.Length); } }
    private static int PinnedText(string s) { fixed (char* p = s) { return p[0]; } }
    private static T Read<T>(T* v) where T : unmanaged => *v;
    private static int Copied() { var a = stackalloc int[4] { 1, 2, 3, 4 }; var b = stackalloc int[4]; Unsafe.CopyBlock(b, a, 16); return b[3]; }
    private static nint Size() => sizeof(Raw) - sizeof(nint);
    private static int OutPointer(out int* v, int* from) { v = from + 1; return *v; }

    [UnmanagedCallersOnly]
    private static int Native(int a, int b) => a - b;

    [UnmanagedCallersOnly(CallConvs = [typeof(System.Runtime.CompilerServices.CallConvCdecl)])]
    private static int Compare(int* a, int* b) => *a - *b;

    private static int CallNative() { delegate* unmanaged<int, int, int> f = &Native; return f(9, 4); }

    [DllImport("libc")]
    private static extern int abs(int v);

    [LibraryImport("libc", EntryPoint = "labs")]
    private static partial long Labs(long v);

    [DllImport("libc")]
    private static extern void qsort(int* v, nuint n, nuint size, delegate* unmanaged[Cdecl]<int*, int*, int> compare);

    private static int[] Sorted(int[] v) { fixed (int* p = v) { qsort(p, (nuint)v.Length, 4, &Compare); } return v; }

    private static int Marshalled()
    {
        Func<int, int> f = v => v + 1;
        var pointer = Marshal.GetFunctionPointerForDelegate<Callback>(v => f(v));
        var back = Marshal.GetDelegateForFunctionPointer<Callback>(pointer);
        var result = back(41);
        GC.KeepAlive(f);
        return result;
    }

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int Callback(int v);

    public static void Run(Transcript t)
    {
        t.Group(nameof(Pointers));
        var v = stackalloc int[] { 1, 2, 3 };
        t.Say("sum", Sum(v, 3));
        t.Say("offset", *Offset(v, 2) + (Untyped(v) == v ? 1 : 0));
        t.Say("double", Double(&v));
        Raw raw;
        Raw next = default;
        raw.Next = &next;
        raw.A = 1;
        t.Say("fixed", Fixed(&raw) + ByValue(raw).A + Chain(&raw));
        t.Say("choose", Choose(true)(5) + Choose(false)(5));
        t.Say("pinned", Pinned([4, 5]) + PinnedText("A"));
        var number = 1.5;
        t.Say("read", Read(&number) + Read(v));
        t.Say("copied", Copied() + Size());
        t.Say("outPointer", OutPointer(out var p, v) + (p - v));
        t.Say("native", CallNative() + abs(-3) + Labs(-4));
        t.Say("sorted", Sorted([3, 1, 2]));
        t.Say("marshalled", Marshalled());
    }
}
