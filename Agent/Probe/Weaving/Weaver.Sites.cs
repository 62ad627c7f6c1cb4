using Arthas.Probe.Weaving.Il;
using Arthas.Probe.Weaving.Sites;

namespace Arthas.Probe.Weaving;

/// <summary>
/// What the woven body tells of what happens within, where somebody wants to hear of it:
/// <code>
///         if (call != null) Calling(call, site);  the call;  if (call != null) Called(call, site)
/// handler: if (call != null) Unwound(call, -1);   …
/// </code>
/// Arguments lie on the stack already, references to locals and ref structs among them: they stay where they are.
/// </summary>
internal sealed partial class Weaver
{
    /// <summary>What <see cref="Tell"/> puts on top of whatever the method has on its stack.</summary>
    private const int SiteStack = 4;

    private Inserts Sites(MethodIl original)
    {
        if (within == Within.Nothing)
        {
            return Inserts.None;
        }

        var inserts = new Inserts();
        foreach (var row in original.Rows)
        {
            inserts.AddBefore(row.HandlerStart, il => Tell(il, HookPointers.Unwound, -1));
            if (row.Kind == ExceptionRow.Filter)
            {
                inserts.AddBefore((int)row.TokenOrFilter, il => Tell(il, HookPointers.Unwound, -1));
            }
        }

        var sites = CallSites.Of(method.Method, original.Code);
        foreach (var site in sites)
        {
            if (!IsTold(site.Kind))
            {
                continue;
            }

            inserts.AddBefore(site.Start, il => Tell(il, HookPointers.Calling, site.Index));
            inserts.AddAfter(site.TakenAt < 0 ? site.Offset : sites[site.TakenAt].Offset, il => Tell(il, HookPointers.Called, site.Index));
        }

        return inserts;
    }

    private bool IsTold(CallSiteKind kind) => kind switch
    {
        CallSiteKind.Own => (within & Within.Calls) != 0,
        CallSiteKind.Framework => (within & Within.FrameworkCalls) != 0,
        _ => false,
    };

    private void Tell(IlWriter il, nint hook, int site)
    {
        var skip = new IlLabel();
        il.LoadLocal(_call);
        il.Branch(BrFalse, skip);
        il.LoadLocal(_call);
        il.Int32(site);
        il.NativeInt(hook);
        il.Op(Calli, tokens.Site);
        il.Mark(skip);
    }
}
