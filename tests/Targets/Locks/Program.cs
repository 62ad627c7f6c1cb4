// Threads that wait for each other: two for a monitor, one for a System.Threading.Lock. Prints "ready" and stays so.
var monitor = new object();
var gate = new Lock();
using var held = new CountdownEvent(2);

Start("holds the monitor", () =>
{
    lock (monitor)
    {
        held.Signal();
        Thread.Sleep(Timeout.Infinite);
    }
});
Start("holds the gate", () =>
{
    lock (gate)
    {
        held.Signal();
        Thread.Sleep(Timeout.Infinite);
    }
});
held.Wait();

Thread[] waiting =
[
    Start("waits for the monitor 1", () => Enter(monitor)),
    Start("waits for the monitor 2", () => Enter(monitor)),
    Start("waits for the gate", () => EnterGate(gate)),
];
while (waiting.Any(thread => (thread.ThreadState & ThreadState.WaitSleepJoin) == 0))
    Thread.Yield();
Console.WriteLine("ready");
Thread.Sleep(Timeout.Infinite);

static void Enter(object monitor)
{
    lock (monitor)
        Console.WriteLine("entered");
}

static void EnterGate(Lock gate)
{
    lock (gate)
        Console.WriteLine("entered");
}

static Thread Start(string name, ThreadStart body)
{
    var thread = new Thread(body) { Name = name, IsBackground = true };
    thread.Start();
    return thread;
}
