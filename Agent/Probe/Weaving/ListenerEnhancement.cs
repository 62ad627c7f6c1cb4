using System.Reflection;

namespace Arthas.Probe.Weaving;

/// <summary>One listener in its methods. Everything but <see cref="Dispose"/> and <see cref="Paused"/> is called under the enhancer's lock.</summary>
internal sealed class ListenerEnhancement(Enhancer enhancer, int id, Hearing hearing) : Enhancement
{
    private const int MostAtOnce = 64;

    private readonly HashSet<WovenMethod> _woven = [], _companions = [];
    private readonly List<Refusal> _refused = [];
    private volatile WovenMethod[] _listening = [];
    private IReadOnlyList<MethodBase>? _methods;

    public override int ListenerId => id;

    public override IReadOnlyList<MethodBase> Methods => _methods ??= [.. _woven.Where(w => !_companions.Contains(w)).Select(w => w.Method)];

    public override IReadOnlyList<Refusal> Refused => _refused;

    public Hearing Hearing { get; } = hearing;

    public IReadOnlyCollection<WovenMethod> Woven => _woven;

    public override bool Called => Array.Exists(_listening, static woven => woven.Called);

    public override void NarrowGates()
    {
        foreach (var woven in _listening)
        {
            woven.NarrowGate();
        }
    }

    public override bool Paused
    {
        get => Hearing.Paused;
        set
        {
            Hearing.Paused = value;
            foreach (var woven in _listening)
            {
                woven.Refresh();
            }
        }
    }

    public override void PauseAtOnce()
    {
        Hearing.Paused = true;
        foreach (var woven in _listening.AsSpan(0, Math.Min(_listening.Length, MostAtOnce)))
        {
            woven.TryRefresh();
        }
    }

    public override void Dispose() => enhancer.Dispose(this);

    public void Accept(WovenMethod woven) => _woven.Add(woven);

    /// <summary>Not one of the methods that were asked for; unless it is.</summary>
    public void AcceptCompanion(WovenMethod woven)
    {
        if (_woven.Add(woven))
        {
            _companions.Add(woven);
        }
    }

    public void Refuse(MethodBase method, string reason) => _refused.Add(new(method, reason));

    public void Refuse(IEnumerable<MethodBase> methods, string reason) => _refused.AddRange(methods.Select(m => new Refusal(m, reason)));

    public void Withdraw(WovenMethod woven, string reason)
    {
        _woven.Remove(woven);
        Refuse(woven.Method, reason);
    }

    /// <summary>All that could be woven is.</summary>
    public void Complete()
    {
        _listening = [.. _woven];
        Paused = Hearing.Paused;
    }

    public void Forget(IReadOnlyCollection<WovenMethod> leaving)
    {
        _ = Methods; // what was woven stays readable
        foreach (var woven in leaving)
        {
            _woven.Remove(woven);
            woven.Remove(Hearing);
        }

        _listening = [.. _woven];
    }
}
