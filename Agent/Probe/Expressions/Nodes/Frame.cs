using Arthas.Contracts.CommandLine;
using Arthas.Probe.Listening;

namespace Arthas.Probe.Expressions.Nodes;

/// <summary>What one evaluation knows; lives on its stack.</summary>
internal struct Frame(object? root, IReadOnlyDictionary<string, object?>? variables, EvaluationContext context)
{
    private const int MaxCallDepth = 200;

    /// <summary>Characters and array items that one evaluation may make: a string doubled again and again must not fill the target's memory.</summary>
    private const long MaxMade = 16 * 1024 * 1024;

    private readonly IReadOnlyDictionary<string, object?>? _variables = variables;
    private Dictionary<string, object?>? _locals;
    private int _items;
    private long _made;
    private int _depth;
    private long _started, _startedThread;
    private TimeSpan _lookAfter, _inTarget;

    public readonly object? Root = root;
    public readonly EvaluationContext Context = context;

    /// <summary>What bare names are looked up in and <c>#this</c> is: the root, or the element of a projection.</summary>
    public object? This = root;

    /// <summary>Null for a variable that nobody set, as in OGNL.</summary>
    public readonly object? Variable(string name)
    {
        if (_locals is not null && _locals.TryGetValue(name, out var value))
        {
            return value;
        }

        if (_variables is not null && _variables.TryGetValue(name, out value))
        {
            return value;
        }

        return Root is IRoot root && root.TryGetVariable(name, out value) ? value : null;
    }

    public void SetVariable(string name, object? value) => (_locals ??= [])[name] = value;

    /// <summary>Counts one item of a loop of ours.</summary>
    public void CountItem(int position)
    {
        if (_items >= Context.MaxItems)
        {
            throw new ExpressionException(
                $"stopped after {Context.MaxItems} items: the expression may visit no more", position);
        }

        if ((_items++ & 7) == 0)
        {
            CheckTime(position);
        }
    }

    /// <summary>The items of a list or map written in the expression: within a loop it is made each time.</summary>
    public void CountWritten(int items, int position)
    {
        if (_items > 0)
        {
            CountMade(items, position);
        }
    }

    public void CountMade(long units, int position)
    {
        _made += units;
        if (_made > MaxMade)
        {
            throw new ExpressionException($"the expression makes more than {MaxMade} characters and items", position);
        }
    }

    /// <summary>Looks at the wall clock, which is cheap, until so much has passed that this thread may have used up its budget.</summary>
    public void CheckTime(int position)
    {
        if (_started == 0)
        {
            (_started, _startedThread, _lookAfter) = (Context.Time.GetTimestamp(), ThreadClock.Now, Context.Budget);
        }
        else if (Context.Time.GetElapsedTime(_started) is var passed && passed > _lookAfter)
        {
            var left = Context.Budget - TimeSpan.FromSeconds((double)(ThreadClock.Now - _startedThread) / ThreadClock.TicksPerSecond);
            if (left <= TimeSpan.Zero)
            {
                throw new ExpressionException(
                    $"stopped after {(long)Context.Budget.TotalMilliseconds} ms: the expression may take no longer", position);
            }

            _lookAfter = passed + left;
        }
    }

    /// <summary>Before code of the target runs; <see cref="End"/> follows whatever becomes of it.</summary>
    /// <exception cref="ExpressionException">One has taken too long: no more are called.</exception>
    public readonly CallInTarget Begin(object of, string? member, int position)
    {
        Context.LookForStuckCall();
        return Context.SlowCall is { } slow ? throw new ExpressionException($"stopped: {slow}", position) : Context.Begin(of, member);
    }

    /// <param name="call">Null when none was begun.</param>
    public void End(CallInTarget? call)
    {
        if (call is null)
        {
            return;
        }

        var elapsed = Context.End(call);
        _inTarget += elapsed;
        if (_inTarget > Context.SlowAfter)
        {
            Context.Slow(call, elapsed, _inTarget);
        }
    }

    /// <summary>A lambda calls itself as often as it likes; the application's stack is not ours to use up.</summary>
    public void EnterLambda(int position)
    {
        CheckTime(position);
        if (++_depth > MaxCallDepth || !System.Runtime.CompilerServices.RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw new ExpressionException($"lambdas call each other more than {MaxCallDepth} deep", position);
        }
    }

    public void LeaveLambda() => _depth--;

    /// <exception cref="ExpressionException">Only reading is allowed here.</exception>
    public readonly void RequireChange(string what, int position)
    {
        if (Context.Role < Role.Change)
        {
            throw new ExpressionException($"{what} runs code of the target, which needs the role 'change'", position);
        }
    }
}
