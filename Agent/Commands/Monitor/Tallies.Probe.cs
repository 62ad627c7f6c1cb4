using System.Collections.Concurrent;
using System.Reflection;
using Arthas.Probe.Values;

namespace Arthas.Probe.Commands.Monitoring;

/// <summary>What was counted of each method, by the names that results carry: overloads are counted together.</summary>
internal sealed class Tallies
{
    private readonly ConcurrentDictionary<MethodBase, Tally> _byMethod = [];
    private readonly ConcurrentDictionary<(string Class, string Method), Tally> _byName = [];

    /// <summary>In the order in which they were first called.</summary>
    public IReadOnlyList<Tally> All => [.. _byName.Values.OrderBy(static t => t.Order)];

    public Tally Of(MethodBase method) => _byMethod.TryGetValue(method, out var tally) ? tally : Add(method);

    private Tally Add(MethodBase method) => _byMethod.GetOrAdd(
        method,
        static (one, all) => all._byName.GetOrAdd((TypeNames.OfDefinition(one.DeclaringType), one.Name), static (names, known) => new(names.Class, names.Method, known._byName.Count), all),
        this);
}
