using System.Diagnostics;
using System.Globalization;
using HotLoop;

// Orders on standard input, a line each; N numbers the answer:
//   N ns METHOD MS     nanoseconds of a call, the median of batches within MS milliseconds
//   N run METHOD MS    calls in MS milliseconds without a pause
//   endless            calls Add in a loop that never returns
//   stamp MS           calls Stamp each MS milliseconds until the program ends
Console.WriteLine($"hot loop {Environment.ProcessId}");
while (Console.ReadLine() is { } line)
{
    switch (line.Split(' '))
    {
        case [var number, "ns", var method, var milliseconds]:
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{number} ns {Measure.Nanoseconds(Loops.Of(method), int.Parse(milliseconds, CultureInfo.InvariantCulture)):F3}"));
            break;
        case [var number, "run", var method, var milliseconds]:
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{number} ran {Measure.Calls(Loops.Of(method), int.Parse(milliseconds, CultureInfo.InvariantCulture))}"));
            break;
        case ["endless"]:
            new Thread(Loops.Endless) { IsBackground = true }.Start();
            break;
        case ["stamp", var milliseconds]:
            _ = StampAsync(TimeSpan.FromMilliseconds(int.Parse(milliseconds, CultureInfo.InvariantCulture)));
            break;
        default:
            Console.Error.WriteLine($"unknown order: {line}");
            return 2;
    }
}

return 0;

static async Task StampAsync(TimeSpan period)
{
    using var timer = new PeriodicTimer(period);
    while (await timer.WaitForNextTickAsync())
    {
        Calls.Stamp(Stopwatch.GetTimestamp());
    }
}
