using System.Diagnostics;
using System.Globalization;
using demo;

// Counter [--rate CALLS] [--most NUMBER]: so many calls of Counter.next a second (default 1000), with consecutive numbers,
// until it is ended or the number is reached; then it idles.
var options = new Dictionary<string, int> { ["--rate"] = 1000, ["--most"] = int.MaxValue };
for (var i = 0; i < args.Length; i += 2)
{
    if (!options.ContainsKey(args[i]) || i + 1 == args.Length
        || !int.TryParse(args[i + 1], NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number is 0 or > 1_000_000_000)
    {
        Console.Error.WriteLine("Counter [--rate CALLS-A-SECOND] [--most NUMBER]");
        return 2;
    }

    options[args[i]] = number;
}

var (rate, most) = (options["--rate"], options["--most"]);
var counter = new Counter();
var begin = Stopwatch.GetTimestamp();
using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
Console.WriteLine($"counting, {rate} a second");
while (await timer.WaitForNextTickAsync())
{
    // A process that was held up makes up for it, so that the rate is what was asked for.
    for (var due = (int)Math.Min(most, Stopwatch.GetElapsedTime(begin).TotalSeconds * rate); counter.last < due;)
    {
        counter.next(counter.last + 1);
        if (counter.last == most)
        {
            Console.WriteLine($"counted to {most}");
        }
    }
}

return 0;
