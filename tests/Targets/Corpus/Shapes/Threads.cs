namespace Corpus.Shapes;

internal static class Threads
{
    [ThreadStatic] private static int t_own;

    private sealed class Account
    {
        private readonly object _gate = new();
        private long _balance;
        public void Add(long v) { lock (_gate) { _balance += v; } }
        public long Balance => Interlocked.Read(ref _balance);
    }

    private static long Parallelly(int n) { var account = new Account(); Parallel.For(0, n, new() { MaxDegreeOfParallelism = 4 }, i => account.Add(i)); return account.Balance; }
    private static int OnThread(Func<int> f) { var result = 0; var thread = new Thread(() => result = f()); thread.Start(); thread.Join(); return result; }
    private static int Own() { t_own++; return t_own; }
    private static void Started(object o) => ((int[])o)[0] = 5;
    private static int Parameterized() { int[] v = [0]; var thread = new Thread(Started); thread.Start(v); thread.Join(); return v[0]; }
    private static string Failing() { string said = null; var thread = new Thread(() => { try { throw new TimeoutException("on thread"); } catch (TimeoutException e) { said = e.Message; } }); thread.Start(); thread.Join(); return said; }
    private static int Lazied() => new Lazy<int>(() => 6).Value;
    private static int Pooled() { using var done = new ManualResetEventSlim(); var v = 0; ThreadPool.QueueUserWorkItem(_ => { v = 4; done.Set(); }); done.Wait(); return v; }
    private static bool Waited() { var gate = new object(); lock (gate) { return Monitor.Wait(gate, 1); } }
    private static int Interrupted()
    {
        var caught = 0;
        using var entered = new ManualResetEventSlim();
        var thread = new Thread(() => { try { entered.Set(); Thread.Sleep(Timeout.Infinite); } catch (ThreadInterruptedException) { caught = 1; } });
        thread.Start();
        entered.Wait();
        thread.Interrupt();
        thread.Join();
        return caught;
    }

    public static void Run(Transcript t)
    {
        t.Group(nameof(Threads));
        t.Say("parallel", Parallelly(200));
        t.Say("own", OnThread(Own) + OnThread(Own));
        t.Say("started", Parameterized());
        t.Say("failing", Failing());
        t.Say("lazied", Lazied() + Pooled());
        t.Say("waited", Waited());
        t.Say("interrupted", Interrupted());
    }
}
