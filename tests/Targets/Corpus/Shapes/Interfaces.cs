using System.Numerics;

namespace Corpus.Shapes;

internal static class Interfaces
{
    private interface IShape
    {
        double Area();
        string Name => "shape of " + Area();
        static string Kind(IShape s) => s.GetType().Name;
    }

    private interface INamed<out T>
    {
        T Value { get; }
        string Tell() => $"named {Value}";
    }

    private interface IMaker<TSelf> where TSelf : IMaker<TSelf>
    {
        static abstract TSelf Make(int seed);
        static virtual string Label => "default";
    }

    private sealed class Square(double side) : IShape, INamed<string>
    {
        double IShape.Area() => side * side;
        public string Value => "square";
        string INamed<string>.Tell() => "told";
    }

    private readonly struct Dot : IShape, IMaker<Dot>
    {
        public double Area() => 0;
        public static Dot Make(int seed) => default;
        public static string Label => "dot";
    }

    private sealed class Made : IMaker<Made>
    {
        public int Seed { get; private init; }
        static Made IMaker<Made>.Make(int seed) => new() { Seed = seed };
    }

    private static T Make<T>(int seed) where T : IMaker<T> => T.Make(seed);
    private static string Label<T>() where T : IMaker<T> => T.Label;
    private static T Total<T>(IEnumerable<T> values) where T : INumber<T>
    {
        var sum = T.Zero;
        foreach (var v in values)
        {
            sum += v;
        }

        return sum;
    }

    private static string Covariant(INamed<object> named) => named.Tell();

    private static double AreaOf<T>(T shape) where T : IShape => shape.Area();

    private sealed class Sequence : IEnumerable<int>, IDisposable
    {
        public int Disposed { get; private set; }
        public IEnumerator<int> GetEnumerator()
        {
            yield return 1;
            yield return 2;
        }

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
        void IDisposable.Dispose() => Disposed++;
    }

    private sealed class ByLength : IComparer<string>, IEqualityComparer<string>
    {
        public int Compare(string x, string y) => x.Length - y.Length;
        public bool Equals(string x, string y) => x.Length == y.Length;
        public int GetHashCode(string s) => s.Length;
    }

    public static void Run(Transcript t)
    {
        t.Group(nameof(Interfaces));
        IShape[] shapes = [new Square(2), new Dot()];
        t.Say("areas", shapes.Select(s => s.Area()));
        t.Say("names", shapes.Select(s => s.Name));
        t.Say("kinds", shapes.Select(IShape.Kind));
        t.Say("constrained", AreaOf(new Dot()) + AreaOf(new Square(3)));
        t.Say("covariant", Covariant(new Square(1)));
        t.Say("made", Make<Made>(9).Seed + Label<Made>() + Label<Dot>() + Make<Dot>(0).Area());
        t.Say("total", Total([1, 2, 3]) + Total([0.5, 0.25]) + (double)Total<Half>([(Half)1]));
        using var sequence = new Sequence();
        t.Say("sequence", sequence.Select(v => v * 2).Concat(sequence));
        ((IDisposable)sequence).Dispose();
        t.Say("disposed", sequence.Disposed);
        t.Say("sorted", new[] { "ccc", "a", "bb" }.Order(new ByLength()));
        t.Say("distinct", new[] { "aa", "bb", "c" }.Distinct(new ByLength()).Count());
    }
}
