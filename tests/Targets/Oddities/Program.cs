using demo;

// Calls its methods with odd arguments again and again. A line on standard input is done between two rounds:
//   big    from now on also a list of ten million numbers and a text of a hundred megabytes
//   open   lets go of the threads that Slow.Block holds
// Every round of a worker prints nothing; each second says how many there were, so that a test sees them go on.
var odd = new Oddities();
for (int i = 0; i < 4; i++)
{
    new Thread(() => Work.Loop(odd)) { IsBackground = true, Name = $"worker {i}" }.Start();
}

Console.WriteLine("ready");
while (Console.ReadLine() is { } line)
{
    switch (line)
    {
        case "big": odd.Big = new Big(); break;
        case "open": Slow.Gate.Set(); break;
        case "rounds": Console.WriteLine($"rounds {Work.Rounds}"); break;
    }

    Console.WriteLine($"done {line}");
}
