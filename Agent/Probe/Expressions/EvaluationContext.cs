using Arthas.Contracts.CommandLine;

namespace Arthas.Probe.Expressions;

/// <summary>What evaluations may do and how long. One for a job; any number of threads may evaluate under it.</summary>
public sealed class EvaluationContext
{
    /// <summary>Arthas's own words, which scripts look for.</summary>
    public const string StrictMessage =
        "By default, strict mode is true, not allowed to set object properties. Want to set object properties, execute `options strict false`";

    // Of two threads that share a place only one is seen while it calls: it is enough to find one that does not return.
    private readonly CallInTarget?[] _calls = new CallInTarget?[16];
    private string? _slowCall;

    /// <summary>What whoever asked may do: below <see cref="Role.Change"/> nothing of the target's code runs. Default <see cref="Role.Change"/>.</summary>
    public Role Role { get; init; } = Role.Change;

    /// <summary>Refuses assignment to the target's objects (<c>options strict</c>). Default true.</summary>
    public bool Strict { get; init; } = true;

    /// <summary>
    /// Time that our own loops may really run in one evaluation; while the thread waits for a processor none of it
    /// passes. What a called method takes cannot be cut. Default 100 ms.
    /// </summary>
    public TimeSpan Budget { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Items that all loops of one evaluation visit together. Default 10,000.</summary>
    public int MaxItems { get; init; } = 10_000;

    /// <summary>
    /// When the called methods of one evaluation take longer, <see cref="SlowCall"/> names the last of them and no other
    /// is called under this context. Default 100 ms.
    /// </summary>
    public TimeSpan SlowAfter { get; init; } = TimeSpan.FromMilliseconds(100);

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>The first call that took too long, such as <c>demo.Shop.Total took 153 ms</c>; null while there was none.</summary>
    public string? SlowCall => Volatile.Read(ref _slowCall);

    /// <summary>For evaluations that nobody gave a context: shared, so it must not remember.</summary>
    internal static EvaluationContext Unbound { get; } = new() { SlowAfter = TimeSpan.MaxValue };

    /// <summary>Has <see cref="SlowCall"/> name a call that has not returned yet. Called now and then, and before each call.</summary>
    internal void LookForStuckCall()
    {
        foreach (ref var place in _calls.AsSpan())
        {
            if (Volatile.Read(ref place) is { } call && Time.GetElapsedTime(call.Started) is var elapsed && elapsed > SlowAfter)
            {
                Remember($"{call} has not returned for {(long)elapsed.TotalMilliseconds} ms");
            }
        }
    }

    /// <exception cref="ExpressionException">It takes more than <see cref="Role"/>.</exception>
    internal void Require(Expression expression)
    {
        if (Role < expression.Role)
        {
            throw new ExpressionException(RoleRefusal.Of("the expression", expression.Role, Role, expression.Reason));
        }
    }

    internal CallInTarget Begin(object of, string? member)
    {
        var call = new CallInTarget(of, member, Time.GetTimestamp());
        Volatile.Write(ref Place, call);
        return call;
    }

    /// <summary>Answers how long it took.</summary>
    internal TimeSpan End(CallInTarget call)
    {
        Interlocked.CompareExchange(ref Place, null, call);
        return Time.GetElapsedTime(call.Started);
    }

    /// <param name="elapsed">Of this call.</param>
    /// <param name="together">Of all calls in its evaluation.</param>
    internal void Slow(CallInTarget call, TimeSpan elapsed, TimeSpan together) => Remember(elapsed > SlowAfter
        ? $"{call} took {(long)elapsed.TotalMilliseconds} ms"
        : $"the calls of one evaluation took {(long)together.TotalMilliseconds} ms, the last of them {call}");

    private ref CallInTarget? Place => ref _calls[Environment.CurrentManagedThreadId & 15];

    private void Remember(string call) => Interlocked.CompareExchange(ref _slowCall, call, null);
}
