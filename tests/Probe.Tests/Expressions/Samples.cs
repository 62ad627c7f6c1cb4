using System.Collections;

namespace Arthas.Probe.Tests.Expressions;

#pragma warning disable CS9124, IDE0044, IDE0051, IDE0052, CS0414, CS0169, CA1051, CA1805, CA1823, CA2211, CA1024, CA1707, CA1720, CA1819, CA1034, CA1065, CA1010, CA1711, CA1721

public enum Mood
{
    None,
    Active,
    Closed = 5,
}

[Flags]
public enum Rights : byte
{
    None = 0,
    Read = 1,
    Write = 2,
    Run = 4,
}

public class Animal
{
    private readonly string _secret = "base secret";
    private int hidden = 11;

    public string Kind { get; set; } = "animal";

    public virtual string Sound => "…" + _secret.Length;

    public string Describe() => "I am " + Kind;

    private string Whisper(string what) => "psst " + what;

    internal int Hidden() => hidden;
}

public sealed class Hound(string name, int age) : Animal, ICalled, IDefaults
{
    public static int Count = 3;
    public static readonly string Species = "canis";
    public const int Legs = 4;

    public static int Computed => Count + 1;

    private static string s_private = "static secret";

    public string Name { get; } = name;

    public int Age { get; set; } = age;

    public int Weight;

    public int YearsLeft => 15 - age;

    public int TrivialWeight => Weight;

    public string? Owner { get; set; }

    public Hound? Friend { get; set; }

    public Spot Place { get; set; } = new() { X = 1, Y = 2 };

    public Mood Mood { get; set; } = Mood.Active;

    public Rights Rights { get; set; } = Rights.Read | Rights.Write;

    public decimal Price { get; set; } = 9.99m;

    public DateTime Born { get; set; } = new(2020, 5, 17, 0, 0, 0, DateTimeKind.Utc);

    public Guid Id { get; set; } = new("11111111-2222-3333-4444-555555555555");

    public List<string> Toys { get; } = ["ball", "bone", "stick"];

    public Dictionary<string, int> Scores { get; } = new() { ["run"] = 7, ["Count"] = 99, ["size"] = 5 };

    public int[] Numbers { get; } = [5, 3, 8];

    public int[,] Grid { get; } = { { 1, 2, 3 }, { 4, 5, 6 } };

    public int? Maybe { get; set; }

    public ulong Big { get; set; } = ulong.MaxValue - 1;

    public byte Tiny { get; set; } = 200;

    public Func<int, int> Doubler { get; } = x => x * 2;

    public string Thrower => throw new InvalidOperationException("never ask");

    public override string Sound => "woof";

    string ICalled.FullName => Name + " the dog";

    public int Calls { get; private set; }

    public int Touch() => ++Calls;

    public string Speak(int times) => "int " + times;

    public string Speak(long times) => "long " + times;

    public string Speak(string what) => "string " + what;

    public string Speak(object what) => "object " + what;

    public string Speak(params int[] times) => "params " + times.Length;

    public string Small(byte b) => "byte " + b;

    public string Optional(int a, int b = 7) => $"{a}-{b}";

    public string Take(Mood mood) => "mood " + mood;

    public string TakeList(IEnumerable<int> items) => string.Join("+", items);

    public string TakeArray(string[] items) => string.Join("+", items);

    public string Clash(string? a) => "string";

    public string Clash(int[]? a) => "array";

    public string Generic<T>(T value) => typeof(T).Name;

    public static int Add(int a, int b) => a + b;

    public static int Fail() => throw new InvalidOperationException("static failure");

    public override string ToString() => "Dog " + Name;

    public static string Secret() => s_private;
}

public interface ICalled
{
    string FullName { get; }
}

public interface IDefaults
{
    string Shape => "default shape";
}

public struct Spot
{
    public int X;
    public int Y { get; set; }

    public readonly int Sum() => X + Y;
}

public static class Outer
{
    public static int Value = 42;
    public static int Written = 1;

    public sealed class Inner
    {
        public static string Where => "inner";

        public string Text { get; set; } = "in";
    }
}

public sealed class Cabinet
{
    private readonly Dictionary<string, string> _drawers = new() { ["top"] = "socks" };

    public string Label = "cabinet";

    public string this[string name] => _drawers[name];

    public string this[int place] => "drawer " + place;

    public string this[int row, int column] => $"{row}/{column}";
}

/// <summary>Counts how often it is walked over.</summary>
public sealed class Walked : IEnumerable<int>
{
    public int Times { get; private set; }

    public IEnumerator<int> GetEnumerator()
    {
        Times++;
        for (var i = 0; ; i++)
        {
            yield return i;
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

public sealed record Order(string Sku, int Quantity);

public sealed class Callback(string text)
{
    public string Read() => text;
}

/// <summary>Derived from the framework's list and leaves it as it is.</summary>
public sealed class Numbers : List<int>
{
}

/// <summary>A list of its own making, which counts what is run of it.</summary>
public sealed class OddNumbers : IReadOnlyList<int>, IList
{
    public static int Runs { get; private set; }

    public int Count => ++Runs;

    public bool IsFixedSize => true;

    public bool IsReadOnly => true;

    public bool IsSynchronized => false;

    public object SyncRoot => this;

    public int this[int index] => ++Runs;

    object? IList.this[int index]
    {
        get => ++Runs;
        set => throw new NotSupportedException();
    }

    public int Add(object? value) => throw new NotSupportedException();

    public void Clear() => throw new NotSupportedException();

    public bool Contains(object? value) => throw new NotSupportedException();

    public void CopyTo(Array array, int index) => throw new NotSupportedException();

    public int IndexOf(object? value) => throw new NotSupportedException();

    public void Insert(int index, object? value) => throw new NotSupportedException();

    public void Remove(object? value) => throw new NotSupportedException();

    public void RemoveAt(int index) => throw new NotSupportedException();

    public IEnumerator<int> GetEnumerator()
    {
        Runs++;
        yield break;
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
