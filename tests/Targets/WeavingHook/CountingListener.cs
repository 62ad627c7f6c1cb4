using System.Collections;
using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using Arthas.Probe.Weaving;

namespace WeavingHook;

/// <summary>Counts the calls of each method, keeps the last one in words, and does nothing that could disturb.</summary>
internal sealed class CountingListener(string? gate = null) : IMethodListener
{
    private readonly ConcurrentDictionary<MethodBase, TestGate> _gates = [];

    public ConcurrentDictionary<MethodBase, Count> Counts { get; } = [];

    public Count Of(MethodBase method) => Counts.GetOrAdd(method, static _ => new Count());

    public CallGate? GateFor(MethodBase method) => gate is null ? null : _gates.GetOrAdd(method, m => new TestGate(gate, m));

    public object? Enter(MethodBase method, object? target, object?[] arguments)
    {
        Interlocked.Increment(ref Of(method).Enters);
        if (_gates.TryGetValue(method, out var test) && !test.IsRight(arguments))
        {
            Of(method).IsWrong();
        }

        return method;
    }

    public void Return(MethodBase method, object? state, object? target, object?[] arguments, object? result, long elapsedTicks)
    {
        Of(method).Left(state == (object)method && elapsedTicks >= 0, () => $"{Words(arguments)} = {Word(result)}");
    }

    public void Throw(MethodBase method, object? state, object? target, object?[] arguments, Exception exception, long elapsedTicks)
    {
        Of(method).Left(state == (object)method && elapsedTicks >= 0, () => $"{Words(arguments)} ! {exception.GetType().Name} {exception.Message}");
    }

    private static string Words(object?[] values) => $"({string.Join(", ", values.Select(Word))})";

    /// <summary>Only types of the core library are asked: their code is not woven.</summary>
    private static string Word(object? value) => value switch
    {
        null => "null",
        string text => text,
        Array array => $"{array.GetType().Name}[{string.Join(", ", array.Cast<object?>().Select(Word))}]",
        IFormattable formattable when value.GetType().Assembly == typeof(object).Assembly => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.GetType().Name,
    };

    internal sealed class Count
    {
        public int Enters;
        public int Leaves;
        private int _wrong;

        public int Wrong => _wrong;

        public string? Last { get; private set; }

        /// <summary>Words are made of the first calls only: this listener must not slow a load down.</summary>
        public void Left(bool right, Func<string> words)
        {
            if (!right)
            {
                IsWrong();
            }

            if (Interlocked.Increment(ref Leaves) < 200)
            {
                Last = words();
            }
        }

        public void IsWrong() => Interlocked.Increment(ref _wrong);

        public override string ToString() => $"{Enters} entered, {Leaves} left, {_wrong} wrong";
    }
}
