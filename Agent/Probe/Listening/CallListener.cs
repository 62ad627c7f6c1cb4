using System.Reflection;
using System.Runtime.CompilerServices;
using Arthas.Probe.Expressions;
using Arthas.Probe.Listening.Gates;
using Arthas.Probe.Weaving;
using Arthas.Probe.Weaving.Sites;

namespace Arthas.Probe.Listening;

/// <summary>
/// Hears calls on the application's threads: whether the governor lets it look, whether the condition is met, and what
/// a command takes of those calls; all else happens elsewhere.
/// </summary>
internal abstract class CallListener(CallExpressions expressions, ListeningJob job) : IMethodListener
{
    private readonly Explanations _explanations = new(job);

    protected CallExpressions Expressions => expressions;

    protected ListeningJob Job => job;

    public virtual CallGate? GateFor(MethodBase method) =>
        expressions.Verbose ? null : ConditionGate.For(expressions.Condition, method, job.Governor);

    public virtual Within Within(MethodBase method) => Weaving.Sites.Within.Nothing;

    public virtual IEnumerable<MethodBase> Companions(MethodBase method) => [];

    public abstract object? Enter(MethodBase method, object? target, object?[] arguments);

    public abstract void Return(MethodBase method, object? state, object? target, object?[] arguments, object? result, long elapsedTicks);

    public abstract void Throw(MethodBase method, object? state, object? target, object?[] arguments, Exception exception, long elapsedTicks);

    /// <summary>Takes a call that met the condition and makes a result. What it throws ends the job with its reason.</summary>
    protected virtual Parcel Take(CallPoint point, MethodBase method, CallContext context) => throw new NotSupportedException();

    /// <param name="times">How many results the call may make.</param>
    protected void Hear(CallPoint point, int times, MethodBase method, object? target, object?[] arguments, object? result, Exception? exception, long ticks, object? state = null)
    {
        var pass = Admit();
        if (pass == Pass.Skip)
        {
            return;
        }

        var context = CallContext.Rent(point, method, target, arguments, result, exception, ticks, state);
        try
        {
            for (var met = IsMet(context, pass); met && times > 0 && job.TryTake(); times--)
            {
                Post(point, method, context);
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

    /// <summary>Whether the call is to be looked at and meets the condition, for a command that makes no result of each.</summary>
    protected bool IsMet(CallPoint point, MethodBase method, object? target, object?[] arguments, object? result, Exception? exception, long ticks)
    {
        var pass = Admit();
        if (pass == Pass.Skip || expressions is { Condition: null })
        {
            return pass != Pass.Skip;
        }

        var context = CallContext.Rent(point, method, target, arguments, result, exception, ticks);
        try
        {
            return IsMet(context, pass);
        }
        catch (Exception failure)
        {
            Fail(failure);
            return false;
        }
        finally
        {
            context.Return();
        }
    }

    private Pass Admit() => job.IsOpen ? job.Governor.Admit() : Pass.Skip;

    private bool IsMet(CallContext context, Pass pass)
    {
        if (expressions.Condition is not { } condition)
        {
            return true;
        }

        var started = pass == Pass.Timed ? ThreadClock.Now : 0;
        var value = Evaluate(condition, context);
        if (expressions.Verbose)
        {
            _explanations.Say(condition, value, context);
        }

        if (pass == Pass.Timed)
        {
            job.Governor.ChargeTimed(ThreadClock.Now - started);
        }

        return value is true;
    }

    protected object? Evaluate(Expression expression, CallContext context)
    {
        var value = expression.Evaluate(context, variables: null, expressions.Evaluation);
        if (expressions.Evaluation.SlowCall is { } call)
        {
            // A method that an expression calls cannot be cut short, so it is not called again.
            job.End(-1, $"The expression called a method of the application that took too long: {call}. The job was ended to spare the application.");
        }

        return value;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    protected void Fail(Exception failure) => job.End(expressions.FailureStatus, expressions.Failure(failure));

    private void Post(CallPoint point, MethodBase method, CallContext context)
    {
        var started = ThreadClock.Now;
        try
        {
            job.Post(Take(point, method, context));
        }
        catch (Exception)
        {
            job.GiveBack();
            throw;
        }
        finally
        {
            job.Governor.Charge(ThreadClock.Now - started);
        }
    }
}
