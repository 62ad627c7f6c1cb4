using System.Collections.Concurrent;
using System.Diagnostics;
using System.Reflection;
using Arthas.Probe.Listening;
using Arthas.Probe.Values;
using Arthas.Probe.Weaving;
using Arthas.Probe.Weaving.Sites;

namespace Arthas.Probe.Commands.Line;

internal sealed class LineListener(LinePlan plan, ListeningJob job, LineTargets targets) : CallListener(plan.Expressions, job)
{
    private readonly ConcurrentDictionary<(MethodBase Method, int Offset), LinePlace> _places = [];

    /// <summary>Which calls reach a line is not known at their entry.</summary>
    public override CallGate? GateFor(MethodBase method) => null;

    public override IReadOnlyList<LinePoint> Lines(MethodBase method)
    {
        var places = targets.PlacesIn(method);
        foreach (var place in places)
        {
            _places[(method, place.Offset)] = place;
        }

        return [.. places.Select(static place => new LinePoint(place.Offset, [.. place.Locals.Select(static local => local.Index)]))];
    }

    public override object? Enter(MethodBase method, object? target, object?[] arguments) => Job.IsOpen ? new Call(this, method) : null;

    public override void Return(MethodBase method, object? state, object? target, object?[] arguments, object? result, long elapsedTicks)
    {
    }

    public override void Throw(MethodBase method, object? state, object? target, object?[] arguments, Exception exception, long elapsedTicks)
    {
    }

    protected override Parcel Take(CallPoint point, MethodBase method, CallContext context) => new LineParcel(
        ((LineHit)context.State!).Place,
        context.Milliseconds,
        Snapshot.Take(Evaluate(Expressions.Express!, context), plan.Limits),
        plan);

    private void Passing(MethodBase method, int offset, object? target, object?[] arguments, object?[] locals, long ticks)
    {
        if (_places.TryGetValue((method, offset), out var place))
        {
            var hit = new LineHit(place, target, arguments, locals);
            PostIfMet(CallPoint.Enter, times: 1, new(place.Method.Written, hit.Target, hit.Arguments), CallOutcome.GoesOn(ticks), hit);
        }
    }

    /// <summary>A call of a method with such lines.</summary>
    private sealed class Call(LineListener listener, MethodBase method) : CallTrace
    {
        private readonly long _started = Stopwatch.GetTimestamp();

        public override void Passing(int offset, object? target, object?[] arguments, object?[] locals) =>
            listener.Passing(method, offset, target, arguments, locals, Stopwatch.GetTimestamp() - _started);

        public override void Calling(int site)
        {
        }

        public override void Called(int site, long now)
        {
        }

        public override void Unwound(long now)
        {
        }

        public override void Abandon()
        {
        }
    }
}
