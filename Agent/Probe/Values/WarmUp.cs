using System.Collections;

namespace Arthas.Probe.Values;

/// <summary>Compiles the writer on the probe's own thread, so that the first call that is heard does not wait for it.</summary>
internal static class WarmUp
{
    private static readonly Lazy<int> Done = new(Run);

    public static void Once() => _ = Done.Value;

    private static int Run()
    {
        object?[] sample =
        [
            new object?[] { 1, "text", null, 1.5, true }, new List<int> { 1 }, new Dictionary<object, object?> { ["k"] = 1 }, new Hashtable { [1] = "v" },
            new Sample { Name = new string('x', 1000) }, new InvalidOperationException("never thrown: the application may listen to first-chance exceptions"), Task.CompletedTask, (Func<int>)Run, new byte[] { 1 }, DateTime.UnixEpoch, Guid.Empty, 1.5m,
        ];
        return Snapshot.Take(sample, ValueLimits.Default with { Budget = TimeSpan.FromSeconds(10) }).ToString().Length;
    }

    private sealed class Sample
    {
        public string? Name { get; init; }
    }
}
