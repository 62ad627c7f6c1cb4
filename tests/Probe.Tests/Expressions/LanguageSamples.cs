using System.Collections;
using System.Dynamic;
using System.Globalization;
using System.Numerics;
using Arthas.Contracts.CommandLine;
using Arthas.Probe.Expressions;

namespace Arthas.Probe.Tests.Expressions;

#pragma warning disable CA1051, CA1034, CA1707, CA1711, CA1720, CA1721, CA1725, CA1822, CA1823, CA1000, CA1715, CA1852, CA2211, CA2231, CA1815, CA2225, CA1045, CA1021, CA1024, CA1002, CA1305, IDE0044, IDE0051, IDE0052, CS0108, CS0169, CS0414, CS0649

public class Trunk
{
    private static int counter = 9;

    private int secret = 5;

    public string Field = "trunk";

    protected virtual int Over => 1;

    private string Hidden => "hidden " + secret;
}

public class Branch : Trunk
{
    public new string Field = "branch";

    protected override int Over => 2;
}

public interface INamed
{
    string Label { get; }

    int Default => 42;
}

/// <summary>A method or member of every kind that expressions reach.</summary>
public sealed class Leaf : Branch, INamed
{
    string INamed.Label => "label";

    public int Writable { get; set; } = 3;

    public Casket<int> Part { get; init; } = new() { Value = 1 };

    public dynamic Dynamic = new ExpandoObject();

    public int this[string a, int b] => a.Length + b;

    public int Optional(int a, int b = 7, string c = "d") => a + b + c.Length;

    public string Rest(string first, params object?[] rest) => first + rest.Length;

    public int Sum(params int[] numbers) => numbers.Sum();

    public T Same<T>(T x) => x;

    public string Kinds<TKey, TValue>(Dictionary<TKey, TValue> map)
        where TKey : notnull => typeof(TKey).Name + typeof(TValue).Name;

    public List<T> Copy<T>(IEnumerable<T> items) => [.. items];

    public string Maybe(int? x) => "maybe " + x;

    public string Real(double x) => "double";

    public string Real(decimal x) => "decimal";

    public string Items(IEnumerable<int> items) => "sequence";

    public string Items(List<int> items) => "list";

    public string Ref(ref int a) => "ref " + ++a;

    public string Out(out int a) => "out " + (a = 4);

    public string In(in int a) => "in " + a;

    public string Char(char c) => "char " + c;

    public string Text(string? s) => "text " + (s ?? "null");

    public string Day(DayOfWeek day) => day.ToString();

    public string Apply(Func<int, int> f) => "applied " + f(2);

    public string Span(TimeSpan span) => span.ToString();

    public string Byte(byte b) => "byte " + b;

    public string Any(object o) => o.GetType().Name;
}

public struct Inner
{
    public int Z;
}

public struct Mutable
{
    public int A;

    public int B { get; set; }

    public Inner Inner;

    public int Increase() => ++A;
}

public sealed class Casket<T>
{
    public static T? Shared;

    public T? Value;

    public static class Nest<TOther>
    {
        public static string Names = typeof(T).Name + typeof(TOther).Name;
    }
}

public sealed record Pair(int A, string B);

internal static class LanguageSamples
{
    public static WatchRoot Root()
    {
        Casket<int>.Shared = 6;
        return new WatchRoot
        {
            ["params"] = new object?[]
            {
                150, "hello", null, new Hound("Rex", 4), 2.5, 10L, (byte)7, 'x', 3.25m, new BigInteger(5), true, DateTime.UnixEpoch, DayOfWeek.Friday,
                new[] { 1, 2, 3 }, (short)-3, ulong.MaxValue, float.NaN,
            },
            ["leaf"] = new Leaf(),
            ["hound"] = new Hound("Bella", 6) { Friend = new Hound("Max", 2) },
            ["mutable"] = new Mutable { A = 1, B = 2 },
            ["list"] = new List<object?> { 1, "two", null, 3.0 },
            ["ints"] = new List<int> { 5, 3, 8 },
            ["none"] = Array.Empty<int>(),
            ["dict"] = new Dictionary<string, int> { ["a"] = 1, ["b"] = 2, ["size"] = 99, ["keys"] = 98 },
            ["byInt"] = new Dictionary<int, string> { [1] = "one", [2] = "two" },
            ["byDay"] = new Dictionary<DayOfWeek, int> { [DayOfWeek.Monday] = 1 },
            ["byGuid"] = new Dictionary<Guid, int> { [Guid.Empty] = 1 },
            ["table"] = new Hashtable { ["k"] = 1 },
            ["lookup"] = new[] { 1, 2, 3 }.ToLookup(x => x % 2),
            ["set"] = new HashSet<string> { "x", "y" },
            ["queue"] = new Queue<int>([1, 2]),
            ["linked"] = new LinkedList<int>([1, 2]),
            ["lazy"] = Enumerable.Range(0, 3).Select(x => x * 2),
            ["grid"] = new[,] { { 1, 2 }, { 3, 4 } },
            ["jagged"] = new int[][] { [1], [2, 3] },
            ["pair"] = new Pair(1, "b"),
            ["tuple"] = (1, "b"),
            ["entry"] = new KeyValuePair<string, int>("k", 1),
            ["some"] = (int?)5,
            ["nothing"] = null,
            ["text"] = "a,b,c",
            ["box"] = new Casket<int> { Value = 3 },
            ["increase"] = (Func<int, int>)(x => x + 1),
            ["task"] = Task.FromResult(3),
            ["valueTask"] = new ValueTask<int>(3),
            ["error"] = new InvalidOperationException("boom", new ArgumentException("in")),
            ["big"] = BigInteger.Pow(2, 100),
            ["guid"] = Guid.Empty,
            ["span"] = TimeSpan.FromSeconds(90),
            ["version"] = new Version(1, 2),
        };
    }

    /// <summary>A value with its type, as the golden file has it.</summary>
    public static string Show(object? value) => value switch
    {
        null => "null",
        string text => $"\"{text}\"",
        IDictionary map => "{" + string.Join(", ", map.Keys.Cast<object?>().Select(key => $"{Show(key)}: {Show(map[key!])}")) + "}",
        Array { Rank: 1 } or IList => "[" + string.Join(", ", ((IEnumerable)value).Cast<object?>().Select(Show)) + "]",
        bool truth => truth ? "true" : "false",
        int number => number.ToString(CultureInfo.InvariantCulture),
        DateTime time => time.ToString("o", CultureInfo.InvariantCulture),
        _ => $"{Convert.ToString(value, CultureInfo.InvariantCulture)}:{value.GetType().Name}",
    };

    /// <summary>The value, or the reason why there is none; in front what the expression needs.</summary>
    public static string Outcome(string text)
    {
        Expression expression;
        try
        {
            expression = ExpressionCompiler.Compile(text, [.. Root().Keys, "#cost"]);
        }
        catch (ExpressionException wrong)
        {
            return $"wrong: {wrong.Explanation}";
        }

        var needs = (expression.Assigns ? "assigns " : "") + (expression.Role == Role.Change ? "change " : "");
        try
        {
            var context = new EvaluationContext { Strict = !expression.Assigns };
            return needs + "=> " + Show(expression.Evaluate(Root(), new Dictionary<string, object?> { ["cost"] = 1.5 }, context));
        }
        catch (ExpressionException failed)
        {
            return $"{needs}fails: {failed.Explanation}";
        }
    }
}
