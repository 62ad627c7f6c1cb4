using System.Diagnostics;
using System.Globalization;
using demo;

// Counter [--rate CALLS]: so many calls of Counter.next a second (default 1000), with consecutive numbers, until it is
// ended, or until a number on its standard input says how many more there are to be; then it idles.
if (args is not ([] or ["--rate", _]) || !int.TryParse(args.ElementAtOrDefault(1) ?? "1000", NumberStyles.None, CultureInfo.InvariantCulture, out var rate)
    || rate is 0 or > 1_000_000_000)
{
    Console.Error.WriteLine("Counter [--rate CALLS-A-SECOND]");
    return 2;
}

var counter = new Counter();
var most = int.MaxValue;
var begin = Stopwatch.GetTimestamp();
_ = Task.Run(() =>
{
    while (Console.ReadLine() is { } line)
    {
        if (int.TryParse(line, NumberStyles.None, CultureInfo.InvariantCulture, out var more))
        {
            Volatile.Write(ref most, counter.last + more);
        }
    }
});
using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
Console.WriteLine($"counting, {rate} a second");
while (await timer.WaitForNextTickAsync())
{
    // A process that was held up makes up for it, so that the rate is what was asked for.
    for (var due = (int)Math.Min(int.MaxValue, Stopwatch.GetElapsedTime(begin).TotalSeconds * rate); counter.last < due && counter.last < Volatile.Read(ref most);)
    {
        counter.next(counter.last + 1);
        if (counter.last == Volatile.Read(ref most))
        {
            Console.WriteLine($"counted to {counter.last}");
        }
    }
}

return 0;
