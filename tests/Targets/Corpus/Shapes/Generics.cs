namespace Corpus.Shapes;

internal static class Generics
{
    private static T Identity<T>(T v) => v;
    private static string NameOf<T>() => typeof(T).Name;
    private static T Default<T>() => default;
    private static T New<T>() where T : new() => new();
    private static TOut Convert<TIn, TOut>(TIn v, Func<TIn, TOut> f) => f(v);
    private static bool IsNull<T>(T v) where T : class => v is null;
    private static int Size<T>() where T : unmanaged => System.Runtime.CompilerServices.Unsafe.SizeOf<T>();
    private static T MaxOf<T>(T a, T b) where T : IComparable<T> => a.CompareTo(b) >= 0 ? a : b;
    private static string EnumName<T>(T v) where T : struct, Enum => v.ToString();
    private static int CountDelegates<T>(T d) where T : Delegate => d.GetInvocationList().Length;
    private static KeyValuePair<TKey, TValue> Pair<TKey, TValue>(TKey k, TValue v) => new(k, v);
    private static T[] Repeat<T>(T v, int n) => [.. Enumerable.Repeat(v, n)];
    private static IEnumerable<T> Yielded<T>(T a, T b)
    {
        yield return a;
        yield return b;
    }

    private static async Task<T> Awaited<T>(T v)
    {
        await Task.CompletedTask;
        return v;
    }

    private static T? MaybeStruct<T>(T v) where T : struct => v;
    private static bool Matches<T>(object o) => o is T;
    private static T Cast<T>(object o) => (T)o;
    private static string Nested<T>(List<Dictionary<string, T[]>> v) => v[0]["k"][0].ToString();
    private static void Nothing<T>(in T v) { }

    private class Store<TKey, TValue> where TKey : notnull
    {
        private static int s_made;
        private readonly Dictionary<TKey, List<TValue>> _items = [];

        public Store() => s_made++;

        public static bool Made => s_made > 0;
        public List<TValue> this[TKey key] => _items.TryGetValue(key, out var v) ? v : _items[key] = [];
        public void Put(TKey key, params TValue[] values) => this[key].AddRange(values);
        public TResult Fold<TResult>(TKey key, TResult seed, Func<TResult, TValue, TResult> f) => this[key].Aggregate(seed, f);
        public virtual string Describe<T>(T extra) => $"{typeof(TKey).Name},{typeof(TValue).Name},{typeof(T).Name}:{extra}";
        public sealed class Inner(TKey key)
        {
            public TKey Key => key;
            public string Both<T>(T v) => $"{key}{v}{typeof(TValue).Name}";
        }
    }

    private sealed class TextStore<T> : Store<string, T>
    {
        public override string Describe<TExtra>(TExtra extra) => "text " + base.Describe(extra);
    }

    private abstract class Node<TSelf> where TSelf : Node<TSelf>
    {
        public TSelf Next { get; private set; }
        public TSelf Then(TSelf next) => Next = next;
        public int Length() => 1 + (Next?.Length() ?? 0);
    }

    private sealed class Link : Node<Link>;

    private interface IVisitor { T Visit<T>(T v); }

    private sealed class Twice : IVisitor
    {
        public T Visit<T>(T v) => v is string s ? (T)(object)(s + s) : v;
    }

    public static void Run(Transcript t)
    {
        t.Group(nameof(Generics));
        t.Say("identity", $"{Identity(1)} {Identity("s")} {Identity<int?>(null)} {Identity(new DateTime(0)).Ticks} {Identity((1, 2))}");
        t.Say("names", NameOf<int>() + NameOf<string>() + NameOf<List<int>>());
        t.Say("defaults", $"{Default<int>()} {Default<string>()} {Default<Guid>()}");
        t.Say("new", New<List<int>>().Count + New<int>());
        t.Say("convert", Convert("abc", s => s.Length) + Convert(3, n => n / 2.0));
        t.Say("isNull", IsNull("") || IsNull<object>(null));
        t.Say("size", Size<long>() + Size<Guid>());
        t.Say("max", MaxOf("a", "b") + MaxOf(1, 2) + MaxOf(1m, 0.5m));
        t.Say("enum", EnumName(Small.Two) + EnumName(DayOfWeek.Friday));
        t.Say("delegates", CountDelegates<Action>(() => { }));
        t.Say("pair", Pair("k", 1.5));
        t.Say("repeat", Repeat("r", 3));
        t.Say("yielded", Yielded(1, 2).Concat(Yielded(3, 4)));
        t.Say("awaited", Awaited("w").Result + Awaited(1).Result);
        t.Say("maybe", MaybeStruct(1));
        t.Say("matches", $"{Matches<int>(1)} {Matches<string>(1)} {Matches<int?>(1)}");
        t.Try("cast", () => Cast<string>(1));
        t.Say("nested", Nested<double>([new() { ["k"] = [1.5] }]));
        Nothing("x");
        Nothing(1);
        var store = new Store<int, string>();
        store.Put(1, "a", "b");
        t.Say("store", store.Fold(1, 0, (n, s) => n + s.Length) + store.Describe(2.5) + Store<int, string>.Made);
        var text = new TextStore<DateTime>();
        text.Put("d", default(DateTime));
        t.Say("text", text["d"].Count + text.Describe<object>(null));
        t.Say("inner", new Store<string, int>.Inner("key").Both(1) + new Store<Guid, int>.Inner(default).Key);
        var link = new Link();
        link.Then(new()).Then(new());
        t.Say("link", link.Length());
        IVisitor visitor = new Twice();
        t.Say("visitor", visitor.Visit("v") + visitor.Visit(1) + visitor.Visit(DayOfWeek.Monday));
    }
}
