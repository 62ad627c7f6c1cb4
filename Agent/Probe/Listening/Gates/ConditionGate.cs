using System.Reflection;
using Arthas.Probe.Expressions;
using Arthas.Probe.Weaving;

namespace Arthas.Probe.Listening.Gates;

/// <summary>Turns away the calls for which a job's condition will be false, and charges the job for looking.</summary>
internal sealed class ConditionGate : CallGate
{
    private const int TurnsPerPayment = 8192;

    [ThreadStatic]
    private static int t_turns;

    private readonly IEarlyTest _condition;
    private readonly Governor _governor;

    private ConditionGate(IEarlyTest condition, Governor governor) => (_condition, _governor) = (condition, governor);

    public override WholeRange? Range => _condition.Range;

    /// <summary>Null when plain arguments decide nothing of the condition.</summary>
    public static ConditionGate? For(Expression? condition, MethodBase method, Governor governor) =>
        condition is CompiledExpression { Node: var node } && EarlyTests.For(node, PlainPlaces.Of(method)) is { } test
            ? new ConditionGate(test, governor)
            : null;

    public override bool Admits(long whole0, long whole1, long whole2, object? reference0, object? reference1, double real0, double real1)
    {
        if (_condition.Of(new PlainArguments(whole0, whole1, whole2, reference0, reference1, real0, real1)) != Foresight.False)
        {
            return true;
        }

        // Counted for all gates of a thread together: the one that stands here most often pays most often.
        if ((++t_turns & (TurnsPerPayment - 1)) == 0)
        {
            _governor.ChargeTurnedAway(TurnsPerPayment);
        }

        return false;
    }
}
