using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Arthas.Contracts.Results;
using Arthas.Hub.Sessions;

namespace Arthas.Hub.Engines.Redis;

/// <summary>The scripts with the constants of this cluster put before each.</summary>
/// <param name="clock">Lua that defines <c>now</c> in milliseconds, in place of Redis's own time: for tests that let hours pass.</param>
internal sealed class RedisScripts(LogOptions log, LeaseOptions leases, string? clock = null)
{
    private readonly ConcurrentDictionary<string, RedisScript> _scripts = new();
    private readonly string _terms = Terms(log, leases);

    public RedisScript this[string name] => _scripts.GetOrAdd(name, static (n, it) => RedisScript.Load(n, it.Terms, it.Clock), (Terms: _terms, Clock: clock));

    /// <summary>In milliseconds, results and bytes.</summary>
    private static string Terms(LogOptions log, LeaseOptions leases)
    {
        // What is left behind by a dead cluster stays a little longer than what a living one removes itself.
        var keep = leases.Session + leases.Taken + TimeSpan.FromMinutes(1);
        (string Name, object Value)[] terms =
        [
            ("session", leases.Session.Milliseconds()), ("keep", keep.Milliseconds()), ("consumer", leases.Consumer.Milliseconds()),
            ("unheard", leases.Unheard.Milliseconds()), ("acceptance", leases.Acceptance.Milliseconds()),
            ("interrupt", leases.Interrupt.Milliseconds()), ("ended", leases.EndedJob.Milliseconds()), ("taken", leases.Taken.Milliseconds()),
            ("link", leases.Link.Milliseconds()), ("agent", leases.Agent.Milliseconds()),
            ("results", log.SessionLogResults), ("bytes", log.SessionLogBytes),
            ("pull_results", log.PullResults), ("pull_bytes", log.PullBytes),
            ("allow_input", Quoted(InputStatus.AllowInput.Json)), ("allow_interrupt", Quoted(InputStatus.AllowInterrupt.Json)),
        ];
        var lines = terms.Select(t => string.Create(CultureInfo.InvariantCulture, $"{t.Name} = {t.Value}"));
        return $"local terms = {{ {string.Join(", ", lines)} }}\n";
    }

    private static string Quoted(ReadOnlyMemory<byte> json) => $"[[{Encoding.UTF8.GetString(json.Span)}]]";
}
