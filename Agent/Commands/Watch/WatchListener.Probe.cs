using System.Reflection;
using System.Runtime.CompilerServices;
using Arthas.Probe.Expressions;
using Arthas.Probe.Listening;
using Arthas.Probe.Listening.Gates;
using Arthas.Probe.Values;
using Arthas.Probe.Weaving;

namespace Arthas.Probe.Commands.Watch;

/// <summary>Hears calls on the application's threads: condition, expression, snapshot; all else happens elsewhere.</summary>
internal sealed class WatchListener : IMethodListener
{
    private readonly WatchPlan _plan;
    private readonly ListeningJob _job;
    private readonly AsyncExit? _async;
    private readonly int _onEnter, _onReturn, _onThrow;
    private int _verbose;

    public WatchListener(WatchPlan plan, ListeningJob job)
    {
        _plan = plan;
        _job = job;
        _onEnter = plan.Points.Count(static p => p == CallPoint.Enter);
        _onReturn = plan.Points.Count(static p => p == CallPoint.Return);
        _onThrow = plan.Points.Count(static p => p == CallPoint.Throw);
        _async = plan.Sync || _onReturn + _onThrow == 0 ? null : new AsyncExit(Ended);
    }

    public CallGate? GateFor(MethodBase method) =>
        _plan.Verbose ? null : ConditionGate.For(_plan.Condition, method, _job.Governor);

    public object? Enter(MethodBase method, object? target, object?[] arguments)
    {
        if (_onEnter > 0)
        {
            Hear(CallPoint.Enter, _onEnter, method, target, arguments, null, null, 0);
        }

        return null;
    }

    public void Return(MethodBase method, object? state, object? target, object?[] arguments, object? result, long elapsedTicks)
    {
        if (_job.IsOpen && _async?.TryTake(method, target, arguments, result, elapsedTicks) != true)
        {
            Ended(method, target, arguments, result, null, elapsedTicks);
        }
    }

    public void Throw(MethodBase method, object? state, object? target, object?[] arguments, Exception exception, long elapsedTicks) =>
        Ended(method, target, arguments, null, exception, elapsedTicks);

    private void Ended(MethodBase method, object? target, object?[] arguments, object? result, Exception? exception, long ticks)
    {
        var (point, times) = exception is null ? (CallPoint.Return, _onReturn) : (CallPoint.Throw, _onThrow);
        if (times > 0)
        {
            Hear(point, times, method, target, arguments, result, exception, ticks);
        }
    }

    private void Hear(CallPoint point, int times, MethodBase method, object? target, object?[] arguments, object? result, Exception? exception, long ticks)
    {
        if (!_job.IsOpen)
        {
            return;
        }

        var pass = _job.Governor.Admit();
        if (pass == Pass.Skip)
        {
            return;
        }

        var started = pass == Pass.Timed ? ThreadClock.Now : 0;
        var context = CallContext.Rent(point, method, target, arguments, result, exception, ticks);
        try
        {
            var met = IsMet(context);
            if (pass == Pass.Timed)
            {
                _job.Governor.ChargeTimed(ThreadClock.Now - started);
            }

            for (; met && times > 0 && _job.TryTake(); times--)
            {
                Take(point, method, context);
            }
        }
        catch (Exception failure)
        {
            Fail(failure);
        }
        finally
        {
            context.Return();
        }
    }

    private bool IsMet(CallContext context)
    {
        if (_plan.Condition is not { } condition)
        {
            return true;
        }

        var met = Evaluate(condition, context) is true;
        if (_plan.Verbose)
        {
            Explain(condition, met);
        }

        return met;
    }

    private void Take(CallPoint point, MethodBase method, CallContext context)
    {
        var started = ThreadClock.Now;
        try
        {
            var value = Evaluate(_plan.Express, context);
            _job.Post(new WatchParcel(point, method, context.Milliseconds, Snapshot.Take(value, _plan.Limits), _plan.Limits));
        }
        catch (Exception)
        {
            _job.GiveBack();
            throw;
        }
        finally
        {
            _job.Governor.Charge(ThreadClock.Now - started);
        }
    }

    private object? Evaluate(Expression expression, CallContext context)
    {
        var value = expression.Evaluate(context, variables: null, _plan.Evaluation);
        if (_plan.Evaluation.SlowCall is { } call)
        {
            // A method that an expression calls cannot be cut short, so it is not called again.
            _job.End(-1, $"The expression called a method of the application that took too long: {call}. The job was ended to spare the application.");
        }

        return value;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Explain(Expression condition, bool met)
    {
        const int Most = 100;
        if (Interlocked.Increment(ref _verbose) <= Most)
        {
            _job.Say($"Condition express: {condition.Text} , result: {(met ? "true" : "false")}");
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Fail(Exception failure) => _job.End(-1, WatchFailure.Text(_plan.Express.Text, _plan.Condition?.Text, failure));
}
