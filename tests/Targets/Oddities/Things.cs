using System.Collections;
using System.Collections.ObjectModel;

namespace demo;

public enum Color
{
    Red,
    Green = 5,
}

[Flags]
public enum Rights : byte
{
    None,
    Read = 1,
    Write = 2,
}

public struct Spot
{
    public int X;

    public int Y { get; set; }
}

public readonly record struct Pair<TFirst, TSecond>(TFirst First, TSecond Second);

public record Person(string Name, int Age)
{
    private readonly int _secret = 42;

    public Person? Boss { get; set; }
}

public class Node
{
    public Node? Next;

    public string Name = "node";
}

public ref struct Cursor
{
    public Span<int> Rest;

    public int Position;
}

/// <summary>Everything of it that runs counts as touched.</summary>
public sealed class Trap : IEnumerable<int>, IFormattable
{
    public static int Touched;

    public int Field = 7;

    public int Throws => throw Touch("never ask");

    public int Blocks
    {
        get
        {
            Touch("");
            Thread.Sleep(Timeout.Infinite);
            return 1;
        }
    }

    public static InvalidOperationException Touch(string message)
    {
        Interlocked.Increment(ref Touched);
        return new InvalidOperationException(message);
    }

    public override string ToString() => throw Touch("ToString");

    public string ToString(string? format, IFormatProvider? formatProvider) => throw Touch("ToString");

    public override int GetHashCode()
    {
        return 1;
    }

    public override bool Equals(object? obj) => ReferenceEquals(this, obj);

    public IEnumerator<int> GetEnumerator() => throw Touch("GetEnumerator");

    IEnumerator IEnumerable.GetEnumerator() => throw Touch("GetEnumerator");
}

public sealed class TrapException() : Exception("base message")
{
    public override string Message => throw Trap.Touch("Message");

    public override string? StackTrace => throw Trap.Touch("StackTrace");

    public override IDictionary Data => throw Trap.Touch("Data");

    public override string ToString() => throw Trap.Touch("ToString");
}

/// <summary>A list of its own making.</summary>
public sealed class TrapList : IList<int>
{
    public int Size = 3;

    public int Count => throw Trap.Touch("Count");

    public bool IsReadOnly => true;

    public int this[int index]
    {
        get => throw Trap.Touch("indexer");
        set => throw Trap.Touch("indexer");
    }

    public int IndexOf(int item) => throw Trap.Touch("IndexOf");

    public void Insert(int index, int item) => throw Trap.Touch("Insert");

    public void RemoveAt(int index) => throw Trap.Touch("RemoveAt");

    public void Add(int item) => throw Trap.Touch("Add");

    public void Clear() => throw Trap.Touch("Clear");

    public bool Contains(int item) => throw Trap.Touch("Contains");

    public void CopyTo(int[] array, int arrayIndex) => throw Trap.Touch("CopyTo");

    public bool Remove(int item) => throw Trap.Touch("Remove");

    public IEnumerator<int> GetEnumerator() => throw Trap.Touch("GetEnumerator");

    IEnumerator IEnumerable.GetEnumerator() => throw Trap.Touch("GetEnumerator");
}

public sealed class Names : KeyedCollection<string, Person>
{
    protected override string GetKeyForItem(Person item) => item.Name;
}

/// <summary>Ten million numbers, and a text of a hundred megabytes.</summary>
public sealed class Big
{
    public readonly List<int> Numbers = [.. Enumerable.Range(0, 10_000_000)];

    public readonly string Text = new('x', 52_000_000);
}
