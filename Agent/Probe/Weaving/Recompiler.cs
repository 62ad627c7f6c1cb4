using Arthas.Probe.Weaving.Native;
using Arthas.Probe.Weaving.Signatures;

namespace Arthas.Probe.Weaving;

/// <summary>Puts woven bodies into the runtime and takes them out. Callers hold the enhancer's lock.</summary>
internal sealed class Recompiler(RejitPort port)
{
    private readonly Dictionary<nuint, ModuleTokens> _modules = [];

    /// <summary>
    /// Weaves methods that are not woven now, or whose body has to tell of more or less than it does. Returns those that
    /// could not be, with the reason; they run their original code.
    /// </summary>
    public IReadOnlyList<(WovenMethod Method, string Reason)> Weave(IReadOnlyList<WovenMethod> methods)
    {
        var refused = new List<(WovenMethod, string)>();
        if (methods.Count == 0)
        {
            return refused;
        }

        var ready = MakeBodies(methods, refused);
        if (ready.Count == 0)
        {
            return refused;
        }

        var result = port.Rejit([.. ready.Select(w => w.Module)], [.. ready.Select(w => w.Token)]);
        var failed = new List<WovenMethod>();
        foreach (var woven in ready)
        {
            var reason = result < 0 ? $"the runtime refused to recompile it (0x{result:x8})"
                : woven.Verified.Contains(woven.Telling) ? null
                : Check(woven);
            if (reason is null)
            {
                woven.Verified.Add(woven.Telling);
            }
            else
            {
                woven.Verified.Remove(woven.Telling);
                refused.Add((woven, reason));
                failed.Add(woven);
            }
        }

        Revert(failed);
        return refused;
    }

    public void Revert(IReadOnlyList<WovenMethod> methods)
    {
        if (methods.Count > 0)
        {
            port.Revert([.. methods.Select(w => w.Module)], [.. methods.Select(w => w.Token)]);
        }
    }

    private List<WovenMethod> MakeBodies(IReadOnlyList<WovenMethod> methods, List<(WovenMethod, string)> refused)
    {
        var ready = new List<WovenMethod>();
        var facts = port.Describe([.. methods.Select(w => w.Method.MethodHandle.Value)]);
        for (var i = 0; i < methods.Count; i++)
        {
            try
            {
                MakeBody(methods[i], facts[i]);
                ready.Add(methods[i]);
            }
            catch (Exception failure)
            {
                // A type of its signature that cannot be loaded, IL that we do not understand: a reason, never more.
                refused.Add((methods[i], failure.Message));
            }
        }

        return ready;
    }

    private void MakeBody(WovenMethod woven, in MethodFacts facts)
    {
        if (facts.Result < 0)
        {
            throw new WeavingException($"the runtime does not give its IL (0x{facts.Result:x8})");
        }

        if (!_modules.TryGetValue(facts.Module, out var tokens))
        {
            _modules[facts.Module] = tokens = new(port, facts.Emit);
        }

        var shape = MethodShape.Read(facts.SignatureBytes, woven.Method);
        woven.Module = facts.Module;
        woven.Token = facts.Token;
        woven.ByRefIndexes = ArgumentLoads.ByRefIndexes(shape);
        var body = Weaver.Weave(facts, shape, tokens, woven);
        woven.TailCalls = body.TailCalls;
        woven.Woven = woven.Telling;
        port.SetBody(facts.Module, facts.Token, body.Bytes, body.Map);
    }

    /// <summary>Compiles the woven body here and now; a reason when the runtime does not take it.</summary>
    private string? Check(WovenMethod woven)
    {
        try
        {
            var error = 0;
            bool Served() => port.Served(woven.Module, woven.Token, out error);
            var compiled = CompileCheck.Run(woven.Method, Served);
            var served = Served();
            return error < 0 ? $"the runtime refused to recompile it (0x{error:x8})"
                : compiled && !served ? "the runtime goes on with its old code"
                : null;
        }
        catch (Exception failure)
        {
            return $"its woven body does not compile ({failure.GetType().Name}: {failure.Message})";
        }
    }
}
