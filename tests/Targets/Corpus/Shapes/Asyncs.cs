using System.Runtime.CompilerServices;
using System.Threading.Tasks.Sources;

namespace Corpus.Shapes;

internal static class Asyncs
{
    private static async Task Nothing() => await Task.Yield();
    private static async Task<int> Done(int n) => n;
    private static async Task<string> Waits(int n) { await Task.Yield(); await Task.Delay(1); return "w" + n; }
    private static async ValueTask<int> Value(int n) { if (n > 0) { await Task.Yield(); } return n * 2; }
    private static async ValueTask Plain() => await Task.CompletedTask;
    private static async Task<int> Fails() { await Task.Yield(); throw new InvalidOperationException("async"); }
    private static async Task<int> FailsAtOnce(string s) => s.Length;
    private static Task<int> NotAsync(int n) => n < 0 ? throw new ArgumentException("now") : Task.FromResult(n);
    private static async Task<int> Catches() { try { return await Fails(); } catch (InvalidOperationException e) { return e.Message.Length; } }
    private static async Task<int> Finally(List<string> log) { try { await Task.Yield(); log.Add("try"); return 1; } finally { await Task.Yield(); log.Add("finally"); } }
    private static async Task<int> AwaitsInCatch() { try { await Fails(); return 0; } catch (Exception) when (FilterAsync()) { return await Done(5); } }
    private static bool FilterAsync() => true;
    private static async Task<T> Generic<T>(T v) { await Task.Yield(); return v; }
    private static async Task<int> Loop(int n) { var s = 0; for (var i = 0; i < n; i++) { s += await Value(i); } return s; }
    private static async Task<int[]> All(int n) => await Task.WhenAll(Enumerable.Range(0, n).Select(async i => { await Task.Yield(); return i * i; }));
    private static async Task Cancelled(CancellationToken token) => await Task.Delay(Timeout.Infinite, token);
    private static async Task<int> Recursive(int n) => n == 0 ? 0 : 1 + await Recursive(n - 1);
    private static async Task<string> Awaitable() => await new Ready("own");
    private static async Task<int> Source() => await new ValueTask<int>(new Immediate(), 3);
    private static async Task<string> Local() { Flowing.Value = "set"; await Task.Yield(); return Flowing.Value; }
    private static async Task<int> Stream(int n) { var s = 0; await foreach (var v in Numbers(n)) { s += v; } return s; }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private static async ValueTask<int> Pooled(int n) { await Task.Yield(); return n + 1; }

    private static async IAsyncEnumerable<int> Numbers(int n, [EnumeratorCancellation] CancellationToken token = default)
    {
        for (var i = 0; i < n; i++)
        {
            await Task.Yield();
            token.ThrowIfCancellationRequested();
            yield return i;
        }
    }

    private static async Task<int> Disposed(List<string> log)
    {
        await using var d = new Disposable(log);
        return log.Count;
    }

    private static async void Void(TaskCompletionSource done)
    {
        await Task.Yield();
        done.SetResult();
    }

    private static readonly AsyncLocal<string> Flowing = new();

    private readonly struct Ready(string v) : ICriticalNotifyCompletion
    {
        public Ready GetAwaiter() => this;
        public bool IsCompleted => false;
        public string GetResult() => v;
        public void OnCompleted(Action next) => ThreadPool.QueueUserWorkItem(static a => a(), next, false);
        public void UnsafeOnCompleted(Action next) => OnCompleted(next);
    }

    private sealed class Immediate : IValueTaskSource<int>
    {
        public int GetResult(short token) => token * 100;
        public ValueTaskSourceStatus GetStatus(short token) => ValueTaskSourceStatus.Succeeded;
        public void OnCompleted(Action<object> next, object state, short token, ValueTaskSourceOnCompletedFlags flags) => next(state);
    }

    private sealed class Disposable(List<string> log) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await Task.Yield();
            log.Add("async disposed");
        }
    }

    public static void Run(Transcript t)
    {
        t.Group(nameof(Asyncs));
        RunAsync(t).GetAwaiter().GetResult();
    }

    private static async Task RunAsync(Transcript t)
    {
        await Nothing();
        await Plain();
        t.Say("done", await Done(1) + await Value(0) + await Value(2) + await Pooled(3));
        t.Say("waits", await Waits(1));
        t.Try("fails", () => Fails().GetAwaiter().GetResult());
        t.Try("failsAtOnce", () => FailsAtOnce(null).GetAwaiter().GetResult());
        t.Try("notAsync", () => NotAsync(-1));
        t.Say("catches", await Catches() + await AwaitsInCatch() + await NotAsync(1));
        var log = new List<string>();
        t.Say("finally", await Finally(log));
        t.Say("generic", await Generic("g") + await Generic(1) + await Generic<int?>(null));
        t.Say("loop", await Loop(5));
        t.Say("all", await All(4));
        using var source = new CancellationTokenSource();
        var cancelled = Cancelled(source.Token);
        source.Cancel();
        t.Try("cancelled", () => { cancelled.GetAwaiter().GetResult(); return 0; });
        t.Say("recursive", await Recursive(20));
        t.Say("awaitable", await Awaitable());
        t.Say("source", await Source());
        t.Say("local", await Local() + Flowing.Value);
        t.Say("stream", await Stream(4));
        t.Say("disposed", await Disposed(log));
        var done = new TaskCompletionSource();
        Void(done);
        await done.Task;
        t.Say("log", log);
    }
}
