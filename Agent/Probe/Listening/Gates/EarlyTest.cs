using Arthas.Probe.Weaving;

namespace Arthas.Probe.Listening.Gates;

/// <summary>
/// A part of a condition that plain arguments decide. It runs where a gate does (<see cref="CallGate"/>): it
/// calls no code but the probe's own.
/// </summary>
internal interface IEarlyTest
{
    Foresight Of(in PlainArguments arguments);

    /// <summary>What it is not false for, if that is one range of one argument.</summary>
    WholeRange? Range => null;
}

/// <summary>Arguments by place.</summary>
internal readonly ref struct PlainArguments(long whole0, long whole1, long whole2, object? reference0, object? reference1, double real0, double real1)
{
    private readonly long _whole0 = whole0, _whole1 = whole1, _whole2 = whole2;
    private readonly object? _reference0 = reference0, _reference1 = reference1;
    private readonly double _real0 = real0, _real1 = real1;

    public long Whole(int index) => index == 0 ? _whole0 : index == 1 ? _whole1 : _whole2;

    public object? Reference(int index) => index == 0 ? _reference0 : _reference1;

    public double Real(int index) => index == 0 ? _real0 : _real1;
}

internal sealed class Not(IEarlyTest test) : IEarlyTest
{
    public Foresight Of(in PlainArguments arguments) => test.Of(in arguments) switch
    {
        Foresight.True => Foresight.False,
        Foresight.False => Foresight.True,
        _ => Foresight.Unknown,
    };
}

/// <summary><c>&amp;&amp;</c> and <c>||</c>. What stands behind something unknown is unknown too: that may fail first.</summary>
/// <param name="rest">What comes behind the tests; null for nothing.</param>
internal sealed class Either(IEarlyTest[] tests, bool isOr, Foresight? rest) : IEarlyTest
{
    public WholeRange? Range => tests.Length == 1 && !isOr && rest == Foresight.Unknown ? tests[0].Range : null;

    public Foresight Of(in PlainArguments arguments)
    {
        var goesOn = isOr ? Foresight.False : Foresight.True;
        foreach (var test in tests)
        {
            var foresight = test.Of(in arguments);
            if (foresight != goesOn)
            {
                return foresight;
            }
        }

        return rest ?? goesOn;
    }
}
