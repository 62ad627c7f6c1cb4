namespace Corpus.Shapes;

internal enum Small : byte { None, One, Two }

[Flags]
internal enum Wide : long { None, A = 1, Big = 1L << 40 }

internal static class Primitives
{
    private static bool Bool(bool v) => !v;
    private static sbyte SByte(sbyte v) => (sbyte)(v - 1);
    private static byte Byte(byte v) => (byte)(v + 1);
    private static short Int16(short v) => (short)-v;
    private static ushort UInt16(ushort v) => (ushort)(v + 2);
    private static char Char(char v) => char.ToUpperInvariant(v);
    private static int Int32(int v) => v * 3;
    private static uint UInt32(uint v) => v ^ 0xFFFF;
    private static long Int64(long v) => v << 3;
    private static ulong UInt64(ulong v) => ~v;
    private static float Single(float v) => v / 3;
    private static double Double(double v) => Math.Sqrt(v);
    private static decimal Decimal(decimal v) => v / 7;
    private static string String(string v) => v + "!";
    private static object Object(object v) => v;
    private static nint NativeInt(nint v) => v + 1;
    private static nuint NativeUInt(nuint v) => v * 2;
    private static DateTime Date(DateTime v) => v.AddDays(1);
    private static TimeSpan Span(TimeSpan v) => v + TimeSpan.FromSeconds(1);
    private static Guid Id(Guid v) => v;
    private static Half HalfFloat(Half v) => v + (Half)1;
    private static Int128 Huge(Int128 v) => v * 10;
    private static Small SmallEnum(Small v) => v + 1;
    private static Wide WideEnum(Wide v) => v | Wide.Big;
    private static int? MaybeInt(int? v) => v + 1;
    private static DateTime? MaybeDate(DateTime? v) => v?.Date;
    private static (int A, string B) Tuple((int A, string B) v) => (v.A + 1, v.B + "t");
    private static int[] Vector(int[] v) => [.. v, 1];
    private static int[][] Jagged(int[][] v) => v;
    private static int[,] Grid(int[,] v) => v;
    private static object[,,] Cube(int n) => new object[n, n, n];
    private static List<string> List(List<string> v) => [.. v, "x"];
    private static Type TypeOf(Type v) => v.BaseType;
    private static void Nothing() { }
    private static void Unused(int a, string b, object c) { }
    private static dynamic Dynamic(dynamic v) => v + 1;
    private static Exception Returned() => new InvalidOperationException("returned, not thrown");
    private static Version Cloned(Version v) => (Version)v.Clone();

    public static void Run(Transcript t)
    {
        t.Group(nameof(Primitives));
        t.Say("bool", Bool(true));
        t.Say("sbyte", SByte(sbyte.MinValue));
        t.Say("byte", Byte(255));
        t.Say("short", Int16(short.MaxValue));
        t.Say("ushort", UInt16(65534));
        t.Say("char", Char('z'));
        t.Say("int", Int32(int.MaxValue));
        t.Say("uint", UInt32(uint.MaxValue));
        t.Say("long", Int64(long.MaxValue));
        t.Say("ulong", UInt64(0));
        t.Say("float", Single(1));
        t.Say("double", Double(-1));
        t.Say("decimal", Decimal(1));
        t.Say("string", String("s"));
        t.Say("object", Object(t) == t);
        t.Say("nint", NativeInt(-1));
        t.Say("nuint", NativeUInt(21));
        t.Say("date", Date(new DateTime(2024, 2, 28, 1, 2, 3, DateTimeKind.Utc)).ToString("O"));
        t.Say("span", Span(TimeSpan.FromDays(1)));
        t.Say("guid", Id(new Guid("6f1c2b6e-4c3b-4e0b-9b0a-5c1a7b6e0d42")));
        t.Say("half", HalfFloat((Half)0.5));
        t.Say("int128", Huge(Int128.MaxValue / 100));
        t.Say("small", SmallEnum(Small.One));
        t.Say("wide", WideEnum(Wide.A));
        t.Say("maybe", $"{MaybeInt(null)} {MaybeInt(1)}");
        t.Say("maybeDate", $"{MaybeDate(null)}");
        t.Say("tuple", Tuple((1, "b")));
        t.Say("vector", Vector([1, 2]));
        t.Say("jagged", Jagged([[1], [2, 3]]).Length);
        t.Say("grid", Grid(new int[2, 3]).Length);
        t.Say("cube", Cube(2).Rank);
        t.Say("list", List(["a"]));
        t.Say("type", TypeOf(typeof(string)));
        Nothing();
        Unused(1, null, null);
        t.Say("dynamic", (object)Dynamic(41));
        t.Say("dynamic string", (object)Dynamic("a"));
        t.Say("returned", Returned().Message);
        t.Say("version", Cloned(new Version(1, 2)));
    }
}
