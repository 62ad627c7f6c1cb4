using System.Globalization;
using Shop;

// Orders on standard input, a line each. What a call took is said by the program's own stopwatch, in nanoseconds.
Console.WriteLine($"shop {Environment.ProcessId}");
while (Console.ReadLine() is { } line)
{
    var said = line.Split(' ') switch
    {
        ["work", var milliseconds] => Timed.Call(() => new Work().Run(Number(milliseconds))),
        ["order", var id] => await Timed.CallAsync(() => new Orders().PlaceAsync(Number(id))),
        ["fails", var id] => await Timed.CallAsync(() => new Orders().FailsAsync(Number(id))),
        ["yields", var calls] => await Timed.CallAsync(() => new Yields().RunAsync(Number(calls))),
        ["side", var calls] => await Timed.CallAsync(() => new Yields().SideBySideAsync(Number(calls))),
        ["pooled", var id] => await Timed.CallAsync(async () => await new Orders().PooledAsync(Number(id))),
        ["void", var id] => await Timed.CallAsync(() => new Orders().StartAsync(Number(id))),
        ["deep", var depth] => Timed.Call(() => new Recursion().Down(Number(depth))),
        ["fib", var n] => Timed.Call(() => Recursion.Fib(Number(n))),
        ["five", var message] => Timed.Call(() => Levels.Caught(message)),
        ["generic", var n] => Timed.Call(() => new Box<int>(Number(n)).Map(static v => $"{v}").Text()),
        ["threads", var threads, var calls] => Timed.Call(() => Threads.Run(Number(threads), Number(calls))),
        ["late", var path, var type, var method] => Timed.Call(() => Late.Call(path, type, method)),
        _ => "unknown",
    };
    Console.WriteLine($"{line} = {said}");
}

static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
