using System.Diagnostics;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Arthas.Commands;
using Arthas.Probe.Commands.Watch;
using Arthas.Probe.Listening;
using Arthas.Probe.Values;

namespace Arthas.Probe.Tests.Listening;

public sealed class WatchListenerTests : IDisposable
{
    private readonly FakeJob _job = new("watch");

    private int Plain(int number) => number + _job.GetHashCode();

    private async Task<int> Delayed(Task<int> until) => await until;

    private async ValueTask<int> DelayedValue(Task<int> until) => await until;

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<int> Pooled(Task<int> until) => await until;

    private Task<int> PassedOn(Task<int> until) => until;

    [Fact]
    public async Task Return_gives_a_result_with_every_key()
    {
        Listener("{params, returnObj, throwExp}").Return(Method(nameof(Plain)), null, this, [7], 8, Stopwatch.Frequency / 1000);
        var result = await _job.NextAsync();
        string[] keys = ["type", "ts", "cost", "className", "methodName", "accessPoint", "value", "sizeLimit", "expand"];
        Assert.Equal(keys, result.EnumerateObject().Select(p => p.Name));
        Assert.Equal("[[7],8,null]", result.GetProperty("value").GetRawText());
        Assert.Equal(1.0, result.GetProperty("cost").GetDouble());
        Assert.Equal((typeof(WatchListenerTests).FullName, nameof(Plain), "AtExit"), (Text(result, "className"), Text(result, "methodName"), Text(result, "accessPoint")));
        Assert.Equal((ValueLimits.DefaultMaxBytes, 1), (result.GetProperty("sizeLimit").GetInt64(), result.GetProperty("expand").GetInt32()));
    }

    [Fact]
    public async Task Throw_gives_the_exception()
    {
        Listener("throwExp.Message").Throw(Method(nameof(Plain)), null, this, [1], new ArgumentException("bad"), 1);
        var result = await _job.NextAsync();
        Assert.Equal(("bad", "AtExceptionExit"), (Text(result, "value"), Text(result, "accessPoint")));
    }

    [Fact]
    public async Task Enter_with_before_gives_the_entry()
    {
        var listener = Listener("{isBefore, isReturn, isThrow, #cost}", points: [CallPoint.Enter]);
        listener.Enter(Method(nameof(Plain)), this, [1]);
        listener.Return(Method(nameof(Plain)), null, this, [1], 2, 1);
        await Flush();
        var result = Assert.Single(_job.Results());
        Assert.Equal("AtEnter", Text(result, "accessPoint"));
        Assert.Equal("[true,false,false,0]", result.GetProperty("value").GetRawText());
    }

    [Fact]
    public async Task Return_with_success_and_finish_gives_the_call_twice()
    {
        Listener("params", points: [CallPoint.Return, CallPoint.Return, CallPoint.Throw]).Return(Method(nameof(Plain)), null, this, [1], 2, 1);
        await Flush();
        Assert.Equal(2, _job.Results().Count);
    }

    [Theory]
    [InlineData("params[0] > 5", 1)]
    [InlineData("params[0] < 5", 0)]
    [InlineData("#cost > 0.5", 1)]
    [InlineData("params[0]", 0)]
    [InlineData("null", 0)]
    public async Task Condition_anything_but_true_is_no_match(string condition, int results)
    {
        Listener("params", condition).Return(Method(nameof(Plain)), null, this, [7], 8, Stopwatch.Frequency / 1000);
        await Flush();
        Assert.Equal(results, _job.Results().Count);
    }

    [Fact]
    public async Task Expression_that_fails_ends_the_job_and_the_application_goes_on()
    {
        Listener("params[3].Length", "true").Return(Method(nameof(Plain)), null, this, [7], 8, 1);
        var (status, message) = await _job.Outcome;
        Assert.Equal(-1, status);
        Assert.StartsWith("watch failed, condition is: true, express is: params[3].Length, ", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(nameof(Delayed))]
    [InlineData(nameof(DelayedValue))]
    public async Task Return_of_async_method_waits_for_its_completion(string name)
    {
        var until = new TaskCompletionSource<int>();
        var result = typeof(WatchListenerTests).GetMethod(name, BindingFlags.Instance | BindingFlags.NonPublic)!.Invoke(this, [until.Task]);
        Listener("{returnObj, throwExp}").Return(Method(name), null, this, [until.Task], result, 1);
        await Flush();
        Assert.Empty(_job.Results());
        until.SetResult(5);
        Assert.Equal("[5,null]", (await _job.NextAsync()).GetProperty("value").GetRawText());
    }

    [Fact]
    public async Task Return_of_async_method_that_faults_gives_the_exception()
    {
        var until = new TaskCompletionSource<int>();
        var result = Delayed(until.Task);
        Listener("throwExp.Message").Return(Method(nameof(Delayed)), null, this, [], result, 1);
        until.SetException(new ArgumentException("bad"));
        var heard = await _job.NextAsync();
        Assert.Equal(("bad", "AtExceptionExit"), (Text(heard, "value"), Text(heard, "accessPoint")));
        await Assert.ThrowsAsync<ArgumentException>(() => result);
    }

    [Fact]
    public async Task Return_of_async_method_that_is_over_is_heard_at_once()
    {
        Listener("returnObj").Return(Method(nameof(DelayedValue)), null, this, [], new ValueTask<int>(9), 1);
        Assert.Equal(9, (await _job.NextAsync()).GetProperty("value").GetInt32());
    }

    [Theory]
    [InlineData(nameof(PassedOn), false)]
    [InlineData(nameof(Delayed), true)]
    public async Task Return_raw_gives_the_task_itself(string name, bool sync)
    {
        Listener("returnObj", sync: sync).Return(Method(name), null, this, [], new TaskCompletionSource<int>().Task, 1);
        Assert.Equal("WaitingForActivation", Text((await _job.NextAsync()).GetProperty("value"), "status"));
    }

    [Fact]
    public async Task Return_of_a_source_that_only_its_caller_may_await_is_raw()
    {
        var until = new TaskCompletionSource<int>();
        var result = Pooled(until.Task);
        Listener("returnObj").Return(Method(nameof(Pooled)), null, this, [], result, 1);
        Assert.Equal(JsonValueKind.Object, (await _job.NextAsync()).GetProperty("value").ValueKind);
        until.SetResult(3);
        Assert.Equal(3, await result);
    }

    [Fact]
    public async Task Return_many_threads_give_as_many_results_as_asked_for()
    {
        var listener = Listener("params", limit: 50);
        Parallel.For(0, 5_000, i => listener.Return(Method(nameof(Plain)), null, this, [i], i, 1));
        Assert.Equal((0, null), await _job.Outcome);
        Assert.Equal(50, _job.Results().Count);
    }

    public void Dispose() => _job.Dispose();

    private WatchListener Listener(string express, string? condition = null, CallPoint[]? points = null, bool sync = false, int limit = 100)
    {
        var listening = new ListeningJob(_job, limit, ProbeOutbox.Shared);
        listening.Open();
        var command = new FakeJob("watch", [("express", express), .. condition is null ? [] : new[] { ("condition-express", condition) }]);
        return new WatchListener(
            new WatchPlan
            {
                Expressions = CallExpressions.Compile(command, WatchOptions.Express)!,
                Limits = ValueLimits.Default,
                Points = points ?? [CallPoint.Return, CallPoint.Throw],
                Sync = sync,
            },
            listening);
    }

    /// <summary>Until everything posted so far was delivered.</summary>
    private static async Task Flush()
    {
        using var marker = new FakeJob("marker");
        ProbeOutbox.Shared.TryPost(marker, new EndParcel(0, null), always: true);
        await marker.Outcome;
    }

    private static MethodInfo Method(string name) => typeof(WatchListenerTests).GetMethod(name, BindingFlags.Instance | BindingFlags.NonPublic)!;

    private static string? Text(JsonElement json, string name) => json.GetProperty(name).GetString();
}
