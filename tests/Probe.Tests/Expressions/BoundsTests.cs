using Arthas.Probe.Expressions;

namespace Arthas.Probe.Tests.Expressions;

public class BoundsTests
{
    [Theory]
    [InlineData("#this.{#this}")]
    [InlineData("#this.{? #this > 5}")]
    [InlineData("#this.{$ #this > 5}")]
    [InlineData("-1 in #this")]
    [InlineData("#this[*]")]
    [InlineData("10000000.{#this}")]
    [InlineData("2000.{10.{#this}}")]
    public void Loop_over_ten_million_items_is_stopped(string text)
    {
        var failure = Eval.Fails(text, new int[10_000_000]);

        Assert.Contains("stopped after 10000 items", failure.Message, StringComparison.Ordinal);
        Assert.True(failure.Position >= 0);
    }

    [Theory]
    [InlineData("#this[9999999]", 0)]
    [InlineData("#this.length", 10_000_000)]
    [InlineData("#this[$]", 0)]
    [InlineData("#this.{^ #this == 0}.size()", 1)]
    [InlineData("0 in #this", true)]
    public void Looking_at_ten_million_items_without_a_loop_is_fine(string text, object expected) =>
        Assert.Equal(expected, Eval.It(text, new int[10_000_000]));

    [Fact]
    public void Endless_sequence_is_stopped() =>
        Assert.Contains("stopped after 10000 items", Eval.Fails("#this.{#this}", new Walked()).Message, StringComparison.Ordinal);

    [Fact]
    public void Bound_of_items_is_the_contexts() =>
        Assert.Contains("stopped after 5 items", Eval.Fails("10.{#this}", context: new EvaluationContext { MaxItems = 5 }).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("5000.{#this}")]
    [InlineData("#f = :[#this <= 0 ? 1 : #f(#this - 1) + #f(#this - 1)], #f(100)")]
    public void Loop_past_its_time_is_stopped(string text)
    {
        var failure = Eval.Fails(text, context: new EvaluationContext { Budget = TimeSpan.FromTicks(1) });

        Assert.Contains("stopped after 0 ms: the expression may take no longer", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Time_in_which_the_thread_did_not_run_does_not_count()
    {
        var context = new EvaluationContext { Time = new SteppingTime(TimeSpan.FromMilliseconds(300)), Budget = TimeSpan.FromSeconds(10) };

        Assert.Equal(5000, Eval.It("5000.{#this}.size()", context: context));
    }

    [Theory]
    [InlineData("target.Describe()", "Describe took")]
    [InlineData("target.YearsLeft", "YearsLeft took")]
    [InlineData("target.toString()", "ToString took")]
    [InlineData("'' + target", "ToString took")]
    [InlineData("new Hound('x', 1)", "took")]
    [InlineData("@Hound@Add(1, 2)", "Hound.Add took")]
    [InlineData("cabinet['top']", "Cabinet.this[] took")]
    public void Slow_call_is_remembered(string text, string message)
    {
        var context = new EvaluationContext { Time = new SteppingTime(TimeSpan.FromMilliseconds(150)) };

        Eval.It(text, context: context);

        Assert.Contains(message, context.SlowCall, StringComparison.Ordinal);
        Assert.Contains("150 ms", context.SlowCall, StringComparison.Ordinal);
    }

    [Fact]
    public void After_a_slow_call_no_other_is_made()
    {
        var root = Eval.Root();
        var context = new EvaluationContext { Time = new SteppingTime(TimeSpan.FromMilliseconds(150)) };

        var failure = Eval.Fails("target.Describe(), target.Touch()", root, context);

        Assert.StartsWith("stopped: Arthas.Probe.Tests.Expressions.Animal.Describe took 150 ms", failure.Message, StringComparison.Ordinal);
        Assert.StartsWith("stopped: ", Eval.Fails("target.Touch()", root, context).Message, StringComparison.Ordinal);
        Assert.Equal(0, Eval.It("target.Calls", root));
        Assert.Equal(6, Eval.It("target.Age", root, context));
    }

    [Fact]
    public void Calls_of_one_evaluation_that_are_slow_together_are_remembered()
    {
        var root = Eval.Root();
        var context = new EvaluationContext { Time = new SteppingTime(TimeSpan.FromMilliseconds(30)) };

        Eval.Fails("10.{target.Touch()}", root, context);

        Assert.Equal("the calls of one evaluation took 120 ms, the last of them Arthas.Probe.Tests.Expressions.Hound.Touch", context.SlowCall);
        Assert.Equal(4, Eval.It("target.Calls", root));
    }

    [Fact]
    public async Task Call_that_does_not_return_is_found()
    {
        var time = new SteppingTime(TimeSpan.Zero);
        var context = new EvaluationContext { Time = time };
        using var gate = new Gate();
        var evaluation = Task.Factory.StartNew(
            () => Eval.It("#this.Wait()", gate, context), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        await gate.Entered;

        context.LookForStuckCall();
        Assert.Null(context.SlowCall);
        time.Advance(TimeSpan.FromMilliseconds(150));
        context.LookForStuckCall();

        Assert.Equal("Arthas.Probe.Tests.Expressions.BoundsTests+Gate.Wait has not returned for 150 ms", context.SlowCall);
        gate.Open();
        Assert.Equal(1, await evaluation);
    }

    [Fact]
    public void Quick_calls_are_not_remembered()
    {
        var context = new EvaluationContext();

        Eval.It("target.Describe(), target.YearsLeft, 100.{#this}", context: context);

        Assert.Null(context.SlowCall);
    }

    [Theory]
    [InlineData("10000.{new long[100000]}")]
    [InlineData("#s = params[1] + params[1], #s = #s + #s, #s = #s + #s, 10000.{#s + #s + #s + #s + #s + #s + #s + #s + #s + #s + #s + #s + #s + #s + #s + #s + #s}")]
    public void Memory_is_not_filled_by_a_loop(string text) =>
        Assert.Contains("makes more than 16777216 characters and items", Eval.Fails(text, context: new EvaluationContext { Time = new SteppingTime(TimeSpan.Zero) }).Message, StringComparison.Ordinal);

    [Fact]
    public void Memory_is_not_filled_by_lists_within_a_loop() =>
        Assert.Contains("characters and items", Eval.Fails("10000.{{" + string.Join(',', Enumerable.Repeat("1", 5000)) + "}}", context: new EvaluationContext { Time = new SteppingTime(TimeSpan.Zero) }).Message, StringComparison.Ordinal);

    [Fact]
    public void Array_too_long_is_refused() => Assert.Contains("1000000 are allowed", Eval.Fails("new long[2000000000]").Message, StringComparison.Ordinal);

    [Fact]
    public void Condition_allocates_nothing_but_boxes()
    {
        var expression = ExpressionCompiler.Compile("params[0] > 100 && returnObj.Count == 4 && target.Name != null");
        var root = Eval.Root();
        for (var i = 0; i < 100; i++)
        {
            expression.Evaluate(root);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            expression.Evaluate(root);
        }

        // One boxed count for each; 24 bytes on 64 bit.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1000 * 32);
    }

    public sealed class Gate : IDisposable
    {
        private readonly TaskCompletionSource _entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly ManualResetEventSlim _open = new();

        public Task Entered => _entered.Task;

        public int Wait()
        {
            _entered.SetResult();
            _open.Wait(TestContext.Current.CancellationToken);
            return 1;
        }

        public void Open() => _open.Set();

        public void Dispose() => _open.Dispose();
    }

    /// <summary>Every look at this clock finds it a step later.</summary>
    private sealed class SteppingTime(TimeSpan step) : TimeProvider
    {
        private long _now = 1;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Interlocked.Add(ref _now, step.Ticks);

        public void Advance(TimeSpan by) => Interlocked.Add(ref _now, by.Ticks);
    }
}
