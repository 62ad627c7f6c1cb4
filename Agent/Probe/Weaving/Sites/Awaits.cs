using Arthas.Probe.Weaving.Il;

namespace Arthas.Probe.Weaving.Sites;

/// <summary>
/// Reads the code that the compiler made of <c>await</c>: call, [ConfigureAwait], GetAwaiter, IsCompleted, suspend, resume,
/// GetResult. What was awaited ends with GetResult, and all the rest is no call of the author's.
/// </summary>
internal sealed class Awaits(List<CallSite> sites)
{
    private static readonly string[] Builders = ["Async", "PoolingAsync"];

    private int _seen;
    private CallSite? _last, _awaited;

    /// <summary>Every instruction in order, its site (if it is a call) being the last one found.</summary>
    public void Next(in IlInstruction instruction)
    {
        if (sites.Count > _seen)
        {
            _seen = sites.Count;
            Call(sites[^1]);
        }
        else if (!Passes(instruction.Code))
        {
            _last = null;
        }
    }

    /// <summary>Between a call and GetAwaiter: nop, constants, and a struct being put into a local to take its address.</summary>
    private static bool Passes(Opcode code) => code is
        Opcode.Nop or (>= Opcode.LdLoc0 and <= Opcode.StLoc3) or (>= Opcode.LdLocS and <= Opcode.StLocS)
        or (>= Opcode.LdcI4MinusOne and <= Opcode.LdcI4) or (>= Opcode.LdLoc and <= Opcode.StLoc);

    private void Call(CallSite site)
    {
        if (IsBuilder(site.ClassName))
        {
            site.Kind = site.MethodName switch
            {
                "AwaitOnCompleted" or "AwaitUnsafeOnCompleted" => CallSiteKind.Suspends,
                "SetResult" => CallSiteKind.Completes,
                "SetException" => CallSiteKind.Fails,
                _ => CallSiteKind.Hidden,
            };
            _last = null;
            return;
        }

        switch (site.MethodName)
        {
            case "ConfigureAwait":
                site.Kind = CallSiteKind.Hidden;
                return;
            case "GetAwaiter":
                site.Kind = CallSiteKind.Hidden;
                (_awaited, _last) = (_last, null);
                return;
            case "get_IsCompleted":
                site.Kind = CallSiteKind.Hidden;
                return;
            case "GetResult":
                site.Kind = CallSiteKind.Hidden;
                if (_awaited is not null)
                {
                    _awaited.TakenAt = site.Index;
                    _awaited = null;
                }

                return;
            default:
                _last = site.Kind is CallSiteKind.Own or CallSiteKind.Framework ? site : null;
                return;
        }
    }

    private static bool IsBuilder(string className) =>
        className.StartsWith("System.Runtime.CompilerServices.", StringComparison.Ordinal)
        && className.Contains("MethodBuilder", StringComparison.Ordinal)
        && Array.Exists(Builders, b => className["System.Runtime.CompilerServices.".Length..].StartsWith(b, StringComparison.Ordinal));
}
