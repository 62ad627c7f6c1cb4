using System.Diagnostics;
using System.Globalization;
using demo;

// Counter [--rate CALLS]: so many calls of Counter.next a second (default 1000), with consecutive numbers, until it is ended.
int rate = 1000;
if (args is ["--rate", var text, ..] && (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out rate) || rate is 0 or > 1_000_000))
{
    Console.Error.WriteLine($"--rate takes calls a second from 1 to 1000000, not '{text}'.");
    return 2;
}

var counter = new Counter();
var begin = Stopwatch.GetTimestamp();
using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
Console.WriteLine($"counting, {rate} a second");
while (await timer.WaitForNextTickAsync())
{
    // A process that was held up makes up for it, so that the rate is what was asked for.
    for (var due = (int)(Stopwatch.GetElapsedTime(begin).TotalSeconds * rate); counter.last < due;)
    {
        counter.next(counter.last + 1);
    }
}

return 0;
