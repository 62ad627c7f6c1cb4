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

            var fresh = new List<WovenMethod>();
            foreach (var given in methods)
            {
                var method = MethodRegistry.Definition(given);
                if (Eligibility.WhyNot(method, AllowCoreLibrary) is { } why)
                {
                    enhancement.Refuse(given, why);
                    continue;
                }

                var woven = _registry.For(method);
                if (!enhancement.Accept(woven))
                {
                    continue;
                }

                if (woven.Hearings.Length == 0)
                {
                    fresh.Add(woven);
                }

                woven.Add(enhancement.Hearing);
            }

            foreach (var (woven, why) in recompiler.Weave(fresh))
            {
                woven.Remove(enhancement.Hearing);
                enhancement.Withdraw(woven, why);
            }

            enhancement.Complete();
            _open.Add(enhancement);
            return enhancement;
        }
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

    private void Revert(IEnumerable<WovenMethod> left) =>
        _recompiler?.Revert([.. left.Where(w => w.Hearings.Length == 0)]);

    private Recompiler? Open(out string? reason)
    {
        reason = null;
        return _recompiler ??= RejitPort.Find(out reason) is { } port ? new Recompiler(port) : null;
    }
}
