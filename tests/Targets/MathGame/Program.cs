using System.Globalization;
using demo;
using Microsoft.Extensions.Logging;

// MathGame [--interval MS]: one round each interval (default 1000 ms) until Ctrl-C.
int interval = 1000;
if (args is ["--interval", var text, ..] && (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out interval) || interval > 3_600_000))
{
    Console.Error.WriteLine($"--interval takes milliseconds from 0 to 3600000, not '{text}'.");
    return 2;
}

using var loggers = LoggerFactory.Create(logging => logging.AddSimpleConsole(console => console.SingleLine = true));
using var stop = new ManualResetEventSlim();
Console.CancelKeyPress += (_, e) =>
{
    e.Cancel = true;
    stop.Set();
};

var game = new MathGame(loggers.CreateLogger<MathGame>());
do
{
    game.run();
}
while (!stop.Wait(interval));

return 0;
