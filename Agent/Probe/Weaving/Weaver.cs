using Arthas.Probe.Weaving.Il;
using Arthas.Probe.Weaving.Native;
using Arthas.Probe.Weaving.Signatures;
using Arthas.Probe.Weaving.Sites;

namespace Arthas.Probe.Weaving;

/// <summary>
/// Makes the woven body of one method:
/// <code>
///         call = null; if (*enabled != 0 and the plain arguments are wanted) call = Enter(id, this, arguments = …, ref started)
/// try:    try: the original, every ret → result = …; leave end
///         filter: exception = it; never catches, so the exception and its stack trace stay untouched
///         fault: if (call != null) Throw(id, call, exception, this, arguments, by-refs, started)
/// end:    if (call != null) Return(id, call, result, this, arguments, by-refs, started);  ret result
/// </code>
/// A method that tail-calls has its original behind that as well, and a call that is not heard goes there: calls in a
/// chain of tail calls are heard up to a depth (<see cref="Hooks"/>), beyond it they need no stack, as before.
/// The exception is told in the fault, not in the filter: between the two the method's own finally blocks run, and one
/// of them may replace or end it.
/// </summary>
internal sealed partial class Weaver(ModuleTokens tokens, MethodShape shape, WovenMethod method, Within within)
{
    private readonly IlWriter _il = new();
    private readonly ArgumentLoads _loads = new(tokens, shape);
    private int _call, _exception, _arguments, _started, _result;

    public static WovenBody Weave(in MethodFacts facts, MethodShape shape, ModuleTokens tokens, WovenMethod method) =>
        new Weaver(tokens, shape, method, method.Within).Make(MethodIl.Parse(facts.BodyBytes), facts.LocalsBytes);

    private WovenBody Make(MethodIl original, ReadOnlySpan<byte> locals)
    {
        var localsToken = tokens.Signature(Locals(locals));
        Enter();

        var unheard = TailCalls(original.Code) ? new IlLabel() : null;
        if (unheard is not null)
        {
            _il.LoadLocal(_call);
            _il.Branch(Opcode.BrFalse, unheard);
        }

        var end = new IlLabel();
        var start = _il.Position;
        var body = BodyCopy.Woven(original, _il, end, shape.Result is null ? -1 : _result, Sites(original, locals));
        var filter = _il.Position;
        _il.StoreLocal(_exception);
        _il.Op(Opcode.LdcI4Zero);
        _il.Op(Opcode.EndFilter);
        var handler = _il.Position;
        _il.Op(Opcode.Pop);
        _il.Op(Opcode.Rethrow);
        var fault = _il.Position;
        var again = new IlLabel();
        _il.Mark(again);
        Leave(HookPointers.Throw, () => _il.LoadLocal(_exception));
        if (PlainLoops.In(original.Code, method.Method))
        {
            CompileAsWellAsCan(again);
        }

        _il.Op(Opcode.EndFinally);
        var after = _il.Position;

        _il.Mark(end);
        MakeAwaitable();
        Leave(HookPointers.Return, LoadResult);
        if (shape.Result is not null)
        {
            _il.LoadLocal(_result);
        }

        _il.Op(Opcode.Ret);

        var plain = unheard is null ? null : Plain(original, unheard);
        ExceptionRow[] rows =
        [
            .. body.Rows,
            new(ExceptionRow.Filter, start, filter - start, handler, fault - handler, (uint)filter),
            new(ExceptionRow.Fault, start, fault - start, fault, after - fault, 0),
            .. plain?.Rows ?? [],
        ];
        var bytes = BodyLayout.Write(_il.Written, Math.Max(original.MaxStack + SiteStack, 16), original.InitLocals, localsToken, rows);
        return new(bytes, [.. body.Map, .. plain?.Map ?? []], unheard is not null);
    }

    /// <summary>
    /// A branch that is never taken. The runtime compiles a new body quickly and badly first, unless it has a loop in a
    /// handler, which it could not leave for the better code: then it compiles it as well as it can at once.
    /// </summary>
    private void CompileAsWellAsCan(IlLabel handler)
    {
        _il.Op(Opcode.LdcI4Zero);
        _il.Branch(Opcode.BrTrue, handler);
    }

    private BodyCopy Plain(MethodIl original, IlLabel unheard)
    {
        _il.Mark(unheard);
        return BodyCopy.AsItStands(original, _il);
    }

    private static bool TailCalls(ReadOnlySpan<byte> code)
    {
        for (var offset = 0; offset < code.Length;)
        {
            var instruction = IlInstruction.At(code, offset);
            if (instruction.Code == Opcode.Tail)
            {
                return true;
            }

            offset = instruction.End;
        }

        return false;
    }

    private void Enter()
    {
        var skip = new IlLabel();
        _il.Op(Opcode.LdNull);
        _il.StoreLocal(_call);
        _il.Op(Opcode.LdNull);
        _il.StoreLocal(_exception);
        _il.NativeInt(method.Enabled);
        _il.Op(Opcode.LdIndI4);
        _il.Branch(Opcode.BrFalse, skip);
        AskGate(skip);
        _il.Int32(method.Id | ((int)within << WovenMethod.IdBits));
        _loads.This(_il);
        _loads.Arguments(_il);
        _il.Op(Opcode.Dup);
        _il.StoreLocal(_arguments);
        _il.LoadLocalAddress(_started);
        _il.NativeInt(HookPointers.Enter);
        _il.Op(Opcode.Calli, tokens.Enter);
        _il.StoreLocal(_call);
        _il.Mark(skip);
    }

    private void Leave(nint hook, Action outcome)
    {
        var skip = new IlLabel();
        _il.LoadLocal(_call);
        _il.Branch(Opcode.BrFalse, skip);
        _il.Int32(method.Id);
        _il.LoadLocal(_call);
        outcome();
        _loads.This(_il);
        _il.LoadLocal(_arguments);
        _loads.ByRefs(_il);
        _il.LoadLocal(_started);
        _il.NativeInt(hook);
        _il.Op(Opcode.Calli, tokens.Leave);
        _il.Mark(skip);
    }

    private void LoadResult()
    {
        if (shape.Result is { } result)
        {
            _loads.Value(_il, result, () => _il.LoadLocal(_result));
        }
        else
        {
            _il.Op(Opcode.LdNull);
        }
    }

    /// <summary>The original locals and ours: the call, the exception, the arguments, when it started, the result.</summary>
    private ReadOnlySpan<byte> Locals(ReadOnlySpan<byte> original)
    {
        const byte LocalSignature = 0x07, Int64 = 0x0A;
        var count = 0u;
        var types = ReadOnlySpan<byte>.Empty;
        if (!original.IsEmpty)
        {
            var reader = new SignatureReader(original);
            reader.Byte();
            count = reader.Compressed();
            types = original[reader.Position..];
        }

        _call = (int)count;
        _exception = _call + 1;
        _arguments = _call + 2;
        _started = _call + 3;
        _result = _call + 4;
        return new SignatureBlob().Bytes(LocalSignature).Compressed(count + (shape.ResultLocal is null ? 4u : 5u)).Bytes(types)
            .Bytes(SignatureReader.Object, SignatureReader.Object).Bytes(SignatureReader.Vector, SignatureReader.Object).Bytes(Int64)
            .Bytes(shape.ResultLocal).Written;
    }
}

/// <summary>A body for the port: header, code and exception table, and its IL map.</summary>
/// <param name="TailCalls">The original tail-calls, so the depth of its calls is bounded.</param>
internal readonly record struct WovenBody(byte[] Bytes, IlMapEntry[] Map, bool TailCalls);
