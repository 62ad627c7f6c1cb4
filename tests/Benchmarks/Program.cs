using Arthas.Benchmarks;
using Arthas.Benchmarks.Http;
using Arthas.Benchmarks.Pairs;

// dotnet run -c Release --project tests/Benchmarks [-- [--quick] [--base ARTHAS.HUB] [PAIR…]]
// --base: the hub's executable of an earlier commit, to be measured in the same run.
// Prints a table in Markdown. Nothing is asserted: a number is judged by who reads it.
if (args is [BareKestrel.Argument])
{
    await BareKestrel.RunAsync();
    return 0;
}

IPair[] pairs =
[
    new ExecPair(), new ArrivalPair(), new ConditionPair(), new RevertPair(), new ThroughputPair(), new TracePair(), new WebPair(), new AttachPair(),
    new ParkedPair(), new AcrossPair(), new StorePair(), new StartPair(), new IdlePair(), new ConsumersPair(), new AgentsPair(),
];
var effort = args.Contains("--quick") ? Effort.Quick : Effort.Full;
Baseline.Hub = args.SkipWhile(static argument => argument != "--base").Skip(1).FirstOrDefault();
var wanted = args.Where(static argument => argument[0] != '-' && argument != Baseline.Hub).ToHashSet(StringComparer.OrdinalIgnoreCase);
var unknown = wanted.Except(pairs.Select(static pair => pair.Name), StringComparer.OrdinalIgnoreCase)
    .Concat(args.Where(static argument => argument[0] == '-' && argument is not ("--quick" or "--base"))).FirstOrDefault();
if (unknown is not null)
{
    await Console.Error.WriteLineAsync(
        $"Not known: '{unknown}'. Options are --quick and --base ARTHAS.HUB; pairs are {string.Join(", ", pairs.Select(static pair => pair.Name))}.");
    return 2;
}

var rows = new List<Row>();
foreach (var pair in pairs.Where(pair => wanted.Count == 0 || wanted.Contains(pair.Name)))
{
    await Console.Error.WriteLineAsync($"{pair.Name}…");
    rows.AddRange(await pair.MeasureAsync(effort));
}

Console.WriteLine(Table.Of(rows));
return 0;
