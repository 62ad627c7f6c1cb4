namespace Corpus.Shapes;

internal static class Iterators
{
    private static IEnumerable<int> Simple() { yield return 1; yield return 2; yield break; }

    private static IEnumerable<int> Infinite()
    {
        for (var i = 0; ; i++)
        {
            yield return i * i;
        }
    }

    private static IEnumerable<string> Finally(List<string> log)
    {
        try
        {
            yield return "a";
            try
            {
                yield return "b";
            }
            finally
            {
                log.Add("inner");
            }

            yield return "c";
        }
        finally
        {
            log.Add("outer");
        }
    }

    private static IEnumerable<int> Throws()
    {
        yield return 1;
        throw new InvalidOperationException("second");
    }

    private static IEnumerator<T> Raw<T>(T v) { yield return v; }
    private static IEnumerable<(int, T)> Indexed<T>(IEnumerable<T> v) { var i = 0; foreach (var x in v) { yield return (i++, x); } }
    private static IEnumerable<int> Nothing() { yield break; }
    private static IEnumerable<int> Checked(int n) => n < 0 ? throw new ArgumentOutOfRangeException(null, "negative") : Inner(n);
    private static IEnumerable<int> Inner(int n) { while (n-- > 0) { yield return n; } }
    private static IEnumerable<int> Query(IEnumerable<int> v) => from a in v where a % 2 == 0 from b in v orderby b descending let c = a * b select c;

    private struct Range(int from, int to)
    {
        private int _next = from;
        public int Current { get; private set; }
        public readonly Range GetEnumerator() => this;
        public bool MoveNext()
        {
            Current = _next;
            return _next++ < to;
        }
    }

    public static void Run(Transcript t)
    {
        t.Group(nameof(Iterators));
        t.Say("simple", Simple());
        t.Say("infinite", Infinite().Skip(3).Take(4));
        var log = new List<string>();
        t.Say("finally", Finally(log));
        t.Say("early", Finally(log).First());
        foreach (var s in Finally(log))
        {
            if (s == "b")
            {
                break;
            }
        }

        t.Say("log", log);
        t.Try("throws", () => Throws().ToArray());
        using (var raw = Raw("r"))
        {
            t.Say("raw", raw.MoveNext() + raw.Current + raw.MoveNext());
        }

        t.Say("indexed", Indexed("ab"));
        t.Say("nothing", Nothing());
        t.Try("checked", () => Checked(-1));
        t.Say("checked ok", Checked(3));
        t.Say("query", Query([1, 2, 3, 4]));
        var sum = 0;
        foreach (var i in new Range(1, 5))
        {
            sum += i;
        }

        t.Say("range", sum);
    }
}
