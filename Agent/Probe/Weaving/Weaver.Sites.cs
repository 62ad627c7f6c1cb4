using Arthas.Probe.Weaving.Il;
using Arthas.Probe.Weaving.Signatures;
using Arthas.Probe.Weaving.Sites;

namespace Arthas.Probe.Weaving;

/// <summary>
/// What the woven body tells of what happens within, where somebody wants to hear of it:
/// <code>
///         Calling(call, site);  the call;  Called(call, site)
/// handler: Unwound(call, -1);   …
/// </code>
/// At lines it tells the variables there, and in the state machine of an async method where it gives its thread back, and
/// where its task ends. The hooks look themselves whether the call is heard: a branch in the middle of an expression would
/// begin a piece of code that the runtime knows no line for, and shift those of stack traces. Only between statements,
/// where objects would be made for nothing, there is one.
/// Arguments lie on the stack already, references to locals and ref structs among them: they stay where they are.
/// </summary>
internal sealed partial class Weaver
{
    /// <summary>What <see cref="Tell"/> puts on top of whatever the method has on its stack.</summary>
    private const int SiteStack = 10;

    private Inserts Sites(MethodIl original, ReadOnlySpan<byte> locals)
    {
        var inserts = new Inserts();
        if (method.Lines.Count > 0)
        {
            Lines(inserts, LocalShapes.Read(locals, method.Method));
        }

        if (within == Within.Nothing)
        {
            return inserts;
        }

        foreach (var row in TellsCalls ? original.Rows : [])
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
                AsyncSite(inserts, site);
                continue;
            }

            inserts.AddBefore(site.Start, il => Tell(il, HookPointers.Calling, site.Index));
            inserts.AddAfter(site.TakenAt < 0 ? site.Offset : sites[site.TakenAt].Offset, il => Tell(il, HookPointers.Called, site.Index));
        }

        return inserts;
    }

    private void Lines(Inserts inserts, ValueShape[] locals)
    {
        foreach (var line in method.Lines)
        {
            inserts.AddBefore(line.Offset, il => TellIfHeard(il, HookPointers.Passing, il => Variables(il, line, locals), tokens.Line));
        }
    }

    private void Variables(IlWriter il, LinePoint line, ValueShape[] locals)
    {
        il.Int32(line.Offset);
        _loads.This(il);
        _loads.Arguments(il);
        _loads.Locals(il, locals, line.Locals);
    }

    private void AsyncSite(Inserts inserts, CallSite site)
    {
        switch (site.Kind)
        {
            case CallSiteKind.Suspends when TellsCalls:
                inserts.AddBefore(site.Start, il => Tell(il, HookPointers.Suspending, il => il.Op(Opcode.LdNull), tokens.Event));
                inserts.AddAfter(site.Offset, il => TellIfHeard(il, HookPointers.Suspended, _loads.This, tokens.Event));
                break;
            case CallSiteKind.Completes:
                inserts.AddBefore(site.Start, il => Tell(il, HookPointers.Completing, il => il.Op(Opcode.LdNull), tokens.Event));
                break;
            case CallSiteKind.Fails:
                inserts.AddBefore(site.Start, il =>
                {
                    il.Op(Opcode.Dup);
                    il.StoreLocal(_exception);
                    Tell(il, HookPointers.Completing, il => il.LoadLocal(_exception), tokens.Event);
                });
                break;
        }
    }

    private bool TellsCalls => (within & (Within.Calls | Within.FrameworkCalls)) != 0;

    private bool IsTold(CallSiteKind kind) => kind switch
    {
        CallSiteKind.Own => (within & Within.Calls) != 0,
        CallSiteKind.Framework => (within & Within.FrameworkCalls) != 0,
        _ => false,
    };

    private void Tell(IlWriter il, nint hook, int site) => Tell(il, hook, il => il.Int32(site), tokens.Site);

    private void Tell(IlWriter il, nint hook, Action<IlWriter> of, uint signature)
    {
        il.LoadLocal(_call);
        of(il);
        il.NativeInt(hook);
        il.Op(Opcode.Calli, signature);
    }

    /// <summary>For what makes objects: not before it is known that somebody hears.</summary>
    private void TellIfHeard(IlWriter il, nint hook, Action<IlWriter> of, uint signature)
    {
        var skip = new IlLabel();
        il.LoadLocal(_call);
        il.Branch(Opcode.BrFalse, skip);
        Tell(il, hook, of, signature);
        il.Mark(skip);
    }
}
