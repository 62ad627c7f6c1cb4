namespace Arthas.Agent.Threads;

/// <summary>Tells from the innermost frames what a thread does: a runtime keeps no such state that could be read from outside.</summary>
internal static class ThreadStates
{
    private const int Looked = 6;

    private static readonly HashSet<string> Entering =
    [
        "System.Threading.Monitor.Enter", "System.Threading.Monitor.ReliableEnter", "System.Threading.Monitor.TryEnter",
        "System.Threading.Monitor.ReliableEnterTimeout", "System.Threading.Monitor.Enter_Slowpath",
        "System.Threading.Monitor.TryEnter_Slowpath", "System.Threading.Lock.Enter", "System.Threading.Lock.EnterScope",
        "System.Threading.Lock.TryEnterSlow", "System.Threading.Lock.EnterAndGetCurrentThreadId", "System.Threading.Lock.TryEnter",
    ];

    private static readonly HashSet<string> Sleeping =
    [
        "System.Threading.Thread.Sleep", "System.Threading.Thread.SleepInternal", "System.Threading.Thread.UninterruptibleSleep0",
        "System.Threading.LowLevelLifoSemaphore.WaitForSignal", "System.Threading.LowLevelLifoSemaphore.WaitNative",
    ];

    private static readonly HashSet<string> Waiting =
    [
        "System.Threading.Monitor.Wait", "System.Threading.Monitor.ObjWait", "System.Threading.WaitHandle.WaitOne",
        "System.Threading.WaitHandle.WaitOneNoCheck", "System.Threading.WaitHandle.WaitOneCore", "System.Threading.WaitHandle.WaitMultiple",
        "System.Threading.WaitHandle.WaitMultipleIgnoringSyncContext", "System.Threading.WaitHandle.WaitAny",
        "System.Threading.WaitHandle.WaitAll", "System.Threading.Thread.Join", "System.Threading.Thread.JoinInternal",
        "System.Threading.ManualResetEventSlim.Wait", "System.Threading.SemaphoreSlim.Wait", "System.Threading.Condition.Wait",
        "System.Threading.Tasks.Task.SpinThenBlockingWait",
    ];

    public static ThreadState Of(IReadOnlyList<ThreadFrame> stack)
    {
        // Enter waits by waiting, and Wait ends by entering: the outer of the two says what it is about.
        var state = ThreadState.RUNNABLE;
        foreach (var frame in stack.Take(Looked))
        {
            var name = $"{frame.ClassName}.{frame.MethodName}";
            if (Entering.Contains(name))
            {
                state = ThreadState.BLOCKED;
            }
            else if (Sleeping.Contains(name))
            {
                state = ThreadState.TIMED_WAITING;
            }
            else if (Waiting.Contains(name))
            {
                state = state == ThreadState.TIMED_WAITING ? state : ThreadState.WAITING;
            }
        }

        return state;
    }
}
