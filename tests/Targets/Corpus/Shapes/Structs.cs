using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Corpus.Shapes;

internal static class Structs
{
    private struct Counter
    {
        private int _count;

        public Counter(int start) => _count = start;

        public int Next() => ++_count;
        public readonly int Peek() => _count;
        public void Replace(Counter other) => this = other;
        public int Count { readonly get => _count; set => _count = value; }
        public override readonly string ToString() => $"#{_count}";
    }

    private readonly struct Point(double x, double y) : IEquatable<Point>, IComparable<Point>
    {
        public double X { get; } = x;
        public double Y { get; } = y;
        public double Length => Math.Sqrt((X * X) + (Y * Y));
        public static Point Origin => default;
        public bool Equals(Point other) => X == other.X && Y == other.Y;
        public override bool Equals(object other) => other is Point p && Equals(p);
        public override int GetHashCode() => HashCode.Combine(1);
        public int CompareTo(Point other) => Length.CompareTo(other.Length);
        public static Point operator +(Point a, Point b) => new(a.X + b.X, a.Y + b.Y);
        public static Point operator -(Point a) => new(-a.X, -a.Y);
        public static bool operator ==(Point a, Point b) => a.Equals(b);
        public static bool operator !=(Point a, Point b) => !a.Equals(b);
        public static implicit operator Point(double x) => new(x, 0);
        public static explicit operator double(Point p) => p.Length;
        public static bool operator true(Point p) => p.Length > 0;
        public static bool operator false(Point p) => p.Length == 0;
        public void Deconstruct(out double x, out double y) => (x, y) = (X, Y);
        public override string ToString() => $"({X};{Y})";
    }

    private record struct Rec(int A, string B)
    {
        public int C { get; init; } = A * 2;
        public readonly Rec Bumped() => this with { A = A + 1 };
    }

    private readonly record struct FrozenRec(string Name, Small Size);

    [StructLayout(LayoutKind.Explicit)]
    private struct Union
    {
        [FieldOffset(0)] public int Int;
        [FieldOffset(0)] public float Float;
        [FieldOffset(8)] public string Text;

        public int Bits(float f)
        {
            Float = f;
            return Int;
        }
    }

    private struct Box<T>
    {
        public T Value;

        public Box(T value) => Value = value;

        public T Swap(T next)
        {
            var was = Value;
            Value = next;
            return was;
        }

        public readonly Box<TOther> Map<TOther>(Func<T, TOther> map) => new(map(Value));
        public override readonly string ToString() => $"<{Value}>";
    }

    [InlineArray(4)]
    private struct Four
    {
        private int _first;

        public int Sum()
        {
            var sum = 0;
            foreach (var v in this)
            {
                sum += v;
            }

            return sum;
        }
    }

    private struct Empty
    {
        public readonly int One() => 1;
    }

    private static Counter Returned(Counter c)
    {
        c.Next();
        return c;
    }

    private static string ViaInterface(IComparable<Point> p) => p.CompareTo(new Point(1, 1)).ToString();

    private static string ViaConstraint<T>(T value) where T : struct, IEquatable<T> => value.Equals(default).ToString();

    private static int ViaBox(object boxed) => ((Counter)boxed).Next();

    private static Four Inline(Four four)
    {
        four[3] = 10;
        return four;
    }

    public static void Run(Transcript t)
    {
        t.Group(nameof(Structs));
        var c = new Counter(5);
        t.Say("next", c.Next() + c.Next());
        t.Say("peek", c.Peek());
        c.Replace(new(100));
        c.Count += 1;
        t.Say("replaced", c);
        t.Say("copy", $"{Returned(c)} {c}");
        object boxed = c;
        t.Say("boxed", $"{ViaBox(boxed)} {ViaBox(boxed)} {boxed}");
        var p = new Point(3, 4) + 1.0;
        var (x, y) = p;
        t.Say("point", $"{p} {x} {y} {(double)-p > 5} {p == new Point(4, 4)} {p != default} {Point.Origin}");
        t.Say("truth", p ? "yes" : "no");
        t.Say("interface", ViaInterface(p));
        t.Say("constraint", ViaConstraint(p) + ViaConstraint(0));
        t.Say("sorted", new[] { p, Point.Origin, 1.0 }.Order().Select(v => v.ToString()));
        var rec = new Rec(1, "b");
        t.Say("record", $"{rec} {rec.Bumped()} {rec == rec.Bumped()} {rec.Equals((object)rec)}");
        t.Say("frozen", new FrozenRec("n", Small.Two) { Name = "m" });
        t.Say("hash", new FrozenRec("n", Small.One).GetHashCode() == new FrozenRec("n", Small.One).GetHashCode());
        t.Say("union", default(Union).Bits(1f));
        var box = new Box<string>("a");
        t.Say("box", box.Swap("b") + box + box.Map(v => v.Length));
        var number = new Box<int>(1);
        t.Say("number", number.Swap(2) + number.Map(v => v / 2.0).Value);
        var four = default(Four);
        four[0] = 1;
        t.Say("inline", Inline(four).Sum() + four.Sum());
        t.Say("empty", default(Empty).One() + new Empty().One());
        var key = new Dictionary<Point, string> { [p] = "found" };
        t.Say("key", key[new(4, 4)]);
    }
}
