using Arthas.Probe.Weaving.Il;

namespace Arthas.Probe.Weaving;

/// <summary>
/// The result of an async method whose builder lends its ValueTasks from a pool: one that only its caller may await, and
/// once. Where somebody who listens waits for the completion, the caller gets another ValueTask for it, over a task:
/// <code>
///         if (call != null) result = (its type)Awaitable(call, result)
/// </code>
/// </summary>
internal sealed partial class Weaver
{
    private void MakeAwaitable()
    {
        if (shape.Result is not { Boxing: Signatures.Boxing.Box, ByRef: false } result || !PooledResults.AreOf(method.Method))
        {
            return;
        }

        var skip = new IlLabel();
        _il.LoadLocal(_call);
        _il.Branch(Opcode.BrFalse, skip);
        _il.LoadLocal(_call);
        LoadResult();
        _il.NativeInt(HookPointers.Awaitable);
        _il.Op(Opcode.Calli, tokens.Awaitable);
        _il.Op(Opcode.UnboxAny, tokens.Type(result.Type));
        _il.StoreLocal(_result);
        _il.Mark(skip);
    }
}
