using System.Reflection;
using Arthas.Probe.Listening;
using Arthas.Probe.Weaving;

namespace Arthas.Probe.Tests.Listening;

public sealed class EnhancingTests : IDisposable
{
    private const string Prefix = "Arthas.Probe.Tests.Listening.EnhancingTests+";

    private readonly List<FakeJob> _jobs = [];

    private class Base
    {
        public virtual int Twice(int x) => x * 2;
    }

    private sealed class Derived : Base
    {
        public override int Twice(int x) => x + x;
    }

    [Fact]
    public void Start_weaves_matching_methods_of_derived_classes_too_and_says_so()
    {
        var enhancer = new FakeEnhancer();
        var job = Job(("class-pattern", Prefix + "Base"), ("method-pattern", "Twice"));
        Assert.True(new Enhancing(job, new DeafListener(), new ListeningJob(job, 100, new ProbeOutbox()), enhancer).Start());
        var result = Assert.Single(job.Results());
        Assert.True(result.GetProperty("success").GetBoolean());
        var effect = result.GetProperty("effect");
        Assert.Equal((2, 2, 42), (effect.GetProperty("classCount").GetInt32(), effect.GetProperty("methodCount").GetInt32(), effect.GetProperty("listenerId").GetInt32()));
        Assert.True(effect.GetProperty("cost").GetInt64() >= 0);
    }

    [Fact]
    public void Start_job_that_ends_takes_the_listener_out()
    {
        var enhancer = new FakeEnhancer();
        var job = Job(("class-pattern", Prefix + "Derived"), ("method-pattern", "Twice"));
        new Enhancing(job, new DeafListener(), new ListeningJob(job, 100, new ProbeOutbox()), enhancer).Start();
        Assert.False(enhancer.Given!.Disposed);
        job.End();
        Assert.True(enhancer.Given.Disposed);
    }

    [Theory]
    [InlineData("no.Such", "*")]
    [InlineData(Prefix + "Base", "nope")]
    public void Start_nothing_found_says_what_to_try(string type, string method)
    {
        var job = Job(("class-pattern", type), ("method-pattern", method));
        Assert.False(new Enhancing(job, new DeafListener(), new ListeningJob(job, 100, new ProbeOutbox()), new FakeEnhancer()).Start());
        var result = Assert.Single(job.Results());
        Assert.False(result.GetProperty("success").GetBoolean());
        Assert.Equal("No class or method is affected", result.GetProperty("message").GetString());
        Assert.Equal(0, result.GetProperty("effect").GetProperty("methodCount").GetInt32());
        Assert.Equal(-1, job.EndedWith!.Value.Status);
        Assert.StartsWith("No class or method is affected, try:\n1. Execute `sm", job.EndedWith.Value.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Start_what_is_refused_is_named_with_its_reason()
    {
        var job = Job(("class-pattern", Prefix + "Derived"), ("method-pattern", "*"));
        new Enhancing(job, new DeafListener(), new ListeningJob(job, 100, new ProbeOutbox()), new FakeEnhancer { Refuses = true }).Start();
        Assert.Contains(Prefix + "Derived.Twice(System.Int32)System.Int32: because", job.EndedWith!.Value.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Start_too_many_classes_is_refused_without_a_status_message()
    {
        var job = Job(("class-pattern", "Arthas.Probe.Tests.*"), ("method-pattern", "*"), ("maxMatch", "1"));
        Assert.False(new Enhancing(job, new DeafListener(), new ListeningJob(job, 100, new ProbeOutbox()), new FakeEnhancer()).Start());
        var effect = Assert.Single(job.Results()).GetProperty("effect");
        Assert.Matches(@"^The number of matched classes is \d+, greater than the limit value 1\. Try to change the limit with option '-m <arg>'\.$", effect.GetProperty("overLimitMsg").GetString());
        Assert.Equal((-1, null), job.EndedWith);
    }

    [Fact]
    public void Start_excluded_classes_are_left_out()
    {
        var enhancer = new FakeEnhancer();
        var job = Job(("class-pattern", Prefix + "*"), ("method-pattern", "Twice"), ("exclude-class-pattern", "*Derived"));
        new Enhancing(job, new DeafListener(), new ListeningJob(job, 100, new ProbeOutbox()), enhancer).Start();
        Assert.Equal([typeof(Base)], enhancer.Given!.Methods.Select(m => m.DeclaringType));
    }

    [Fact]
    public void Start_without_the_port_gives_the_reason()
    {
        var job = Job(("class-pattern", Prefix + "Base"), ("method-pattern", "*"));
        new Enhancing(job, new DeafListener(), new ListeningJob(job, 100, new ProbeOutbox()), new FakeEnhancer { Unavailable = "no port" }).Start();
        Assert.Equal((-1, "no port"), job.EndedWith);
    }

    [Fact]
    public async Task Start_with_timeout_ends_by_itself()
    {
        var job = Job(("class-pattern", Prefix + "Base"), ("method-pattern", "Twice"), ("timeout", "1"));
        new Enhancing(job, new DeafListener(), new ListeningJob(job, 100, new ProbeOutbox()), new FakeEnhancer()).Start();
        Assert.Equal((0, null), await job.Outcome);
    }

    public void Dispose() => _jobs.ForEach(j => j.Dispose());

    private FakeJob Job(params (string Key, string Value)[] values)
    {
        var job = new FakeJob("watch", values);
        _jobs.Add(job);
        return job;
    }

    private sealed class DeafListener : IMethodListener
    {
        public object? Enter(MethodBase method, object? target, object?[] arguments) => null;

        public void Return(MethodBase method, object? state, object? target, object?[] arguments, object? result, long elapsedTicks)
        {
        }

        public void Throw(MethodBase method, object? state, object? target, object?[] arguments, Exception exception, long elapsedTicks)
        {
        }
    }

    private sealed class FakeEnhancer : IEnhancer
    {
        public FakeEnhancement? Given { get; private set; }

        public bool Refuses { get; init; }

        public string? Unavailable { get; init; }

        public Enhancement Enhance(IReadOnlyList<MethodBase> methods, IMethodListener listener) => Given = new FakeEnhancement(
            Refuses ? [] : methods,
            Refuses ? [.. methods.Select(m => new Refusal(m, "because"))] : []);

        public ResetCount Reset(Func<Type, bool>? filter = null) => default;
    }

    private sealed class FakeEnhancement(IReadOnlyList<MethodBase> methods, IReadOnlyList<Refusal> refused) : Enhancement
    {
        public bool Disposed { get; private set; }

        public override int ListenerId => 42;

        public override IReadOnlyList<MethodBase> Methods => methods;

        public override IReadOnlyList<Refusal> Refused => refused;

        public override bool Paused { get; set; }

        public override void PauseAtOnce() => Paused = true;

        public override bool Called => false;

        public override void NarrowGates()
        {
        }

        public override void Dispose() => Disposed = true;
    }
}
