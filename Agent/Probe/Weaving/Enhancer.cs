using System.Reflection;
using Arthas.Probe.Weaving.Native;

namespace Arthas.Probe.Weaving;

/// <summary>
/// The enhancements of this process. One body for each (module, method definition) serves all instantiations and all
/// listeners; the first listener weaves it, the last one out reverts it.
/// </summary>
public sealed class Enhancer : IEnhancer
{
    private readonly object _gate = new();
    private readonly MethodRegistry _registry = new();
    private readonly HashSet<ListenerEnhancement> _open = [];
    private Recompiler? _recompiler;
    private int _listeners;

    private Enhancer()
    {
    }

    /// <summary>The one of this process.</summary>
    public static Enhancer Current { get; } = new();

    /// <summary><c>options unsafe</c>: methods of System.Private.CoreLib may be woven. Default false.</summary>
    public static bool AllowCoreLibrary { get; set; }

    public string? Unavailable
    {
        get
        {
            lock (_gate)
            {
                return Open(out var reason) is null ? reason : null;
            }
        }
    }

    public Enhancement Enhance(IReadOnlyList<MethodBase> methods, IMethodListener listener)
    {
        ArgumentNullException.ThrowIfNull(methods);
        ArgumentNullException.ThrowIfNull(listener);
        lock (_gate)
        {
            var enhancement = new ListenerEnhancement(this, ++_listeners, new Hearing(listener));
            if (Open(out var reason) is not { } recompiler)
            {
                enhancement.Refuse(methods, reason!);
                return enhancement;
            }

            foreach (var given in methods)
            {
                var method = MethodRegistry.Definition(given);
                if (Eligibility.WhyNot(method, AllowCoreLibrary) is { } why)
                {
                    enhancement.Refuse(given, why);
                    continue;
                }

                enhancement.Accept(_registry.For(method));
            }

            foreach (var companion in methods.Select(MethodRegistry.Definition).SelectMany(listener.Companions).Where(static c => Eligibility.WhyNot(c, allowCoreLibrary: true) is null))
            {
                enhancement.AcceptCompanion(_registry.For(companion));
            }

            Weave(enhancement, recompiler);
            enhancement.Complete();
            _open.Add(enhancement);
            return enhancement;
        }
    }

    private static void Weave(ListenerEnhancement enhancement, Recompiler recompiler)
    {
        var changed = new List<WovenMethod>();
        foreach (var woven in enhancement.Woven)
        {
            var heard = woven.Hearings.Length > 0;
            woven.Add(enhancement.Hearing);
            if (!heard || woven.Telling != woven.Woven)
            {
                changed.Add(woven);
            }
        }

        var refused = recompiler.Weave(changed);
        foreach (var (woven, why) in refused)
        {
            woven.Remove(enhancement.Hearing);
            enhancement.Withdraw(woven, why);
        }

        // Others may have heard those, in the bodies that they had.
        recompiler.Weave([.. refused.Select(static r => r.Method).Where(static w => w.Hearings.Length > 0)]);
    }

    public ResetCount Reset(Func<Type, bool>? filter = null)
    {
        lock (_gate)
        {
            var removed = new HashSet<WovenMethod>();
            foreach (var enhancement in _open.ToArray())
            {
                var leaving = enhancement.Woven.Where(w => filter is null || w.Method.DeclaringType is { } type && filter(type)).ToArray();
                removed.UnionWith(leaving);
                enhancement.Forget(leaving);
                if (enhancement.Woven.Count == 0)
                {
                    Close(enhancement);
                }
            }

            Revert(removed);
            return new(removed.Select(w => w.Method.DeclaringType).Distinct().Count(), removed.Count);
        }
    }

    internal void Dispose(ListenerEnhancement enhancement)
    {
        enhancement.Hearing.Close();
        lock (_gate)
        {
            var leaving = enhancement.Woven.ToArray();
            enhancement.Forget(leaving);
            Close(enhancement);
            Revert(leaving);
        }
    }

    private void Close(ListenerEnhancement enhancement)
    {
        enhancement.Hearing.Close();
        _open.Remove(enhancement);
    }

    /// <summary>Restores what nobody hears any more; of the others, the bodies that tell of more than is wanted now.</summary>
    private void Revert(IEnumerable<WovenMethod> left)
    {
        var all = left.ToLookup(static w => w.Hearings.Length == 0);
        _recompiler?.Revert([.. all[true]]);
        _recompiler?.Weave([.. all[false].Where(static w => w.Telling != w.Woven)]);
    }

    private Recompiler? Open(out string? reason)
    {
        reason = null;
        return _recompiler ??= RejitPort.Find(out reason) is { } port ? new Recompiler(port) : null;
    }
}
