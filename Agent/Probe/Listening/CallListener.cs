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
internal abstract class CallListener : IMethodListener
{
    // Compiled as well as can be at once: a hot method calls it a hundred thousand times before it would be otherwise.
    private const MethodImplOptions Warm = MethodImplOptions.AggressiveOptimization;

    private readonly Explanations _explanations;

    protected CallListener(CallExpressions expressions, ListeningJob job)
    {
        (Expressions, Job) = (expressions, job);
        _explanations = new Explanations(job);
        job.Evaluation = expressions.Evaluation;
    }

    protected CallExpressions Expressions { get; }

    protected ListeningJob Job { get; }

    public virtual bool AwaitsResults => true;

    public virtual CallGate? GateFor(MethodBase method) =>
        Expressions.Verbose ? null : ConditionGate.For(Expressions.Condition, method, Job.Governor);

    public virtual Within Within(MethodBase method) => Weaving.Sites.Within.Nothing;

    public virtual IEnumerable<MethodBase> Companions(MethodBase method) => [];

    public virtual IReadOnlyList<LinePoint> Lines(MethodBase method) => [];

    public abstract object? Enter(MethodBase method, object? target, object?[] arguments);

    public abstract void Return(MethodBase method, object? state, object? target, object?[] arguments, object? result, long elapsedTicks);

    public abstract void Throw(MethodBase method, object? state, object? target, object?[] arguments, Exception exception, long elapsedTicks);

    /// <summary>Takes a call that met the condition and makes a result. What it throws ends the job with its reason.</summary>
    protected virtual Parcel Take(CallPoint point, MethodBase method, CallContext context) => throw new NotSupportedException();

    /// <summary>Makes results of a call that is to be looked at and meets the condition, and ends the job where that took too long.</summary>
    /// <param name="times">How many results the call may make.</param>
    /// <param name="state">What <see cref="Take"/> finds in the context.</param>
    [MethodImpl(Warm)]
    protected void PostIfMet(CallPoint point, int times, in HeardCall call, in CallOutcome outcome, object? state = null)
    {
        var pass = Admit();
        if (pass == Pass.Skip)
        {
            return;
        }

        var context = CallContext.Rent(point, call, outcome, state);
        try
        {
            for (var met = IsMet(context, pass); met && times > 0 && Job.TryTake(); times--)
            {
                Post(point, call.Method, context);
            }

            Job.EndIfCallIsSlow();
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
    protected bool IsMet(CallPoint point, in HeardCall call, in CallOutcome outcome)
    {
        var pass = Admit();
        if (pass == Pass.Skip || Expressions is { Condition: null })
        {
            return pass != Pass.Skip;
        }

        var context = CallContext.Rent(point, call, outcome);
        try
        {
            var met = IsMet(context, pass);
            Job.EndIfCallIsSlow();
            return met;
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

    private Pass Admit() => Job.IsOpen ? Job.Governor.Admit() : Pass.Skip;

    [MethodImpl(Warm)]
    private bool IsMet(CallContext context, Pass pass)
    {
        if (Expressions.Condition is not { } condition)
        {
            return true;
        }

        var started = pass == Pass.Timed ? ThreadClock.Now : 0;
        var value = Evaluate(condition, context);
        if (Expressions.Verbose)
        {
            _explanations.Post(condition, value, context);
        }

        if (pass == Pass.Timed)
        {
            Job.Governor.ChargeTimed(ThreadClock.Now - started);
        }

        return value is true;
    }

    protected object? Evaluate(Expression expression, CallContext context) =>
        expression.Evaluate(context, variables: null, Expressions.Evaluation);

    [MethodImpl(MethodImplOptions.NoInlining)]
    protected void Fail(Exception failure)
    {
        if (!Job.EndIfCallIsSlow())
        {
            Job.End(Expressions.FailureStatus, Expressions.Failure(failure));
        }
    }

    private void Post(CallPoint point, MethodBase method, CallContext context)
    {
        var started = ThreadClock.Now;
        try
        {
            Job.Post(Take(point, method, context));
        }
        catch (Exception)
        {
            Job.GiveBack();
            throw;
        }
        finally
        {
            Job.Governor.Charge(ThreadClock.Now - started);
        }
    }
}
