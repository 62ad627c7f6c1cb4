#if NET9_0_OR_GREATER
using System.Reflection;
using System.Reflection.Emit;

namespace Corpus.Shapes;

/// <summary>What C# does not compile to, in an assembly written here and loaded like any other.</summary>
internal static class Written
{
    private const MethodAttributes Public = MethodAttributes.Public | MethodAttributes.Static;
    private static readonly Type Type = Write();

    private static Type Write()
    {
        var assembly = new PersistedAssemblyBuilder(new AssemblyName("Written"), typeof(object).Assembly);
        var type = assembly.DefineDynamicModule("Written").DefineType("Written.Il", TypeAttributes.Public | TypeAttributes.Abstract | TypeAttributes.Sealed);
        TailCalls(type);
        SelfTailCall(type);
        Jump(type);
        Fault(type);
        Prefixes(type);
        Broken(type);
        ManyReturns(type);
        BackwardSwitch(type);
        WideLocals(type);
        TailCallInFilteredMethod(type);
        type.CreateType();
        using var stream = new MemoryStream();
        assembly.Save(stream);
        stream.Position = 0;
        return System.Runtime.Loader.AssemblyLoadContext.Default.LoadFromStream(stream).GetType("Written.Il", throwOnError: true);
    }

    /// <summary>Two methods that call each other a million times in a stack of one frame.</summary>
    private static void TailCalls(TypeBuilder type)
    {
        var even = type.DefineMethod("Even", Public, typeof(int), [typeof(int)]);
        var odd = type.DefineMethod("Odd", Public, typeof(int), [typeof(int)]);
        foreach (var (method, other, atZero) in new[] { (even, odd, 1), (odd, even, 0) })
        {
            var il = method.GetILGenerator();
            var more = il.DefineLabel();
            il.Emit(OpCodes.Ldarg_0);
            il.Emit(OpCodes.Brtrue_S, more);
            il.Emit(OpCodes.Ldc_I4, atZero);
            il.Emit(OpCodes.Ret);
            il.MarkLabel(more);
            il.Emit(OpCodes.Ldarg_0);
            il.Emit(OpCodes.Ldc_I4_1);
            il.Emit(OpCodes.Sub);
            il.Emit(OpCodes.Tailcall);
            il.Emit(OpCodes.Call, other);
            il.Emit(OpCodes.Ret);
        }
    }

    private static void SelfTailCall(TypeBuilder type)
    {
        var method = type.DefineMethod("Sum", Public, typeof(long), [typeof(int), typeof(long)]);
        var il = method.GetILGenerator();
        var more = il.DefineLabel();
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Brtrue, more);
        il.Emit(OpCodes.Ldarg_1);
        il.Emit(OpCodes.Ret);
        il.MarkLabel(more);
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ldc_I4_1);
        il.Emit(OpCodes.Sub);
        il.Emit(OpCodes.Ldarg_1);
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Conv_I8);
        il.Emit(OpCodes.Add);
        il.Emit(OpCodes.Tailcall);
        il.Emit(OpCodes.Call, method);
        il.Emit(OpCodes.Ret);
    }

    private static void Jump(TypeBuilder type)
    {
        var target = type.DefineMethod("Target", Public, typeof(int), [typeof(int)]);
        var il = target.GetILGenerator();
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ldc_I4_2);
        il.Emit(OpCodes.Mul);
        il.Emit(OpCodes.Ret);
        il = type.DefineMethod("Jump", Public, typeof(int), [typeof(int)]).GetILGenerator();
        il.Emit(OpCodes.Jmp, target);
    }

    private static void Fault(TypeBuilder type)
    {
        var method = type.DefineMethod("Fault", Public, typeof(int), [typeof(int), typeof(int[])]);
        var il = method.GetILGenerator();
        var result = il.DeclareLocal(typeof(int));
        il.BeginExceptionBlock();
        il.Emit(OpCodes.Ldc_I4, 100);
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Div);
        il.Emit(OpCodes.Stloc, result);
        il.BeginFaultBlock();
        il.Emit(OpCodes.Ldarg_1);
        il.Emit(OpCodes.Ldc_I4_0);
        il.Emit(OpCodes.Ldc_I4_1);
        il.Emit(OpCodes.Stelem_I4);
        il.EndExceptionBlock();
        il.Emit(OpCodes.Ldloc, result);
        il.Emit(OpCodes.Ret);
    }

    private static void Prefixes(TypeBuilder type)
    {
        var il = type.DefineMethod("Prefixes", Public, typeof(int), [typeof(int).MakeByRefType(), typeof(bool)]).GetILGenerator();
        var plain = il.DefineLabel();
        il.Emit(OpCodes.Ldarg_1);
        il.Emit(OpCodes.Brtrue_S, plain);
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Volatile);
        il.Emit(OpCodes.Unaligned, (byte)1);
        il.Emit(OpCodes.Ldind_I4);
        il.Emit(OpCodes.Ret);
        il.MarkLabel(plain);
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ldind_I4);
        il.Emit(OpCodes.Ret);
    }

    /// <summary>The runtime does not take it, woven or not; nobody calls it.</summary>
    private static void Broken(TypeBuilder type)
    {
        var il = type.DefineMethod("Broken", Public, typeof(int), [typeof(int)]).GetILGenerator();
        il.Emit(OpCodes.Add);
        il.Emit(OpCodes.Ret);
    }

    private static void ManyReturns(TypeBuilder type)
    {
        var il = type.DefineMethod("ManyReturns", Public, typeof(string), [typeof(int)]).GetILGenerator();
        for (var i = 0; i < 40; i++)
        {
            var next = il.DefineLabel();
            il.Emit(OpCodes.Ldarg_0);
            il.Emit(OpCodes.Ldc_I4_S, (sbyte)i);
            il.Emit(OpCodes.Bne_Un_S, next);
            il.Emit(OpCodes.Ldstr, $"r{i}");
            il.Emit(OpCodes.Ret);
            il.MarkLabel(next);
        }

        il.Emit(OpCodes.Ldnull);
        il.Emit(OpCodes.Ret);
    }

    private static void BackwardSwitch(TypeBuilder type)
    {
        var il = type.DefineMethod("BackwardSwitch", Public, typeof(int), [typeof(int)]).GetILGenerator();
        var (again, done) = (il.DefineLabel(), il.DefineLabel());
        il.MarkLabel(again);
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ldc_I4_3);
        il.Emit(OpCodes.Sub);
        il.Emit(OpCodes.Starg_S, (byte)0);
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Switch, [done, again, again]);
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ldc_I4, 20);
        il.Emit(OpCodes.Bgt_S, again);
        il.MarkLabel(done);
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ret);
    }

    private static void WideLocals(TypeBuilder type)
    {
        var il = type.DefineMethod("WideLocals", Public, typeof(long), [typeof(long)]).GetILGenerator();
        for (var i = 0; i < 300; i++)
        {
            var local = il.DeclareLocal(typeof(long));
            il.Emit(OpCodes.Ldarg_0);
            il.Emit(OpCodes.Stloc, local);
        }

        il.Emit(OpCodes.Ldloc, (short)299);
        il.Emit(OpCodes.Ret);
    }

    /// <summary>A tail call beside an exception table of its own.</summary>
    private static void TailCallInFilteredMethod(TypeBuilder type)
    {
        var method = type.DefineMethod("Careful", Public, typeof(int), [typeof(int), typeof(int)]);
        var il = method.GetILGenerator();
        var more = il.DefineLabel();
        var count = il.DeclareLocal(typeof(int));
        il.BeginExceptionBlock();
        il.Emit(OpCodes.Ldc_I4_7);
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ldc_I4, 1000);
        il.Emit(OpCodes.Rem);
        il.Emit(OpCodes.Div);
        il.Emit(OpCodes.Stloc, count);
        il.BeginExceptFilterBlock();
        il.Emit(OpCodes.Pop);
        il.Emit(OpCodes.Ldc_I4_1);
        il.BeginCatchBlock(null);
        il.Emit(OpCodes.Pop);
        il.Emit(OpCodes.Ldarg_1);
        il.Emit(OpCodes.Ldc_I4_1);
        il.Emit(OpCodes.Add);
        il.Emit(OpCodes.Starg_S, (byte)1);
        il.EndExceptionBlock();
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Brtrue_S, more);
        il.Emit(OpCodes.Ldarg_1);
        il.Emit(OpCodes.Ret);
        il.MarkLabel(more);
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ldc_I4_1);
        il.Emit(OpCodes.Sub);
        il.Emit(OpCodes.Ldarg_1);
        il.Emit(OpCodes.Tailcall);
        il.Emit(OpCodes.Call, method);
        il.Emit(OpCodes.Ret);
    }

    private static object Call(string name, params object[] arguments) => Type.GetMethod(name)!.Invoke(null, arguments);

    public static void Run(Transcript t)
    {
        t.Group(nameof(Written));
        t.Say("even", Call("Even", 300_000));
        t.Say("sum", Call("Sum", 300_000, 0L));
        t.Say("careful", Call("Careful", 30_000, 0));
        t.Say("jump", Call("Jump", 21));
        int[] faulted = [0];
        t.Say("fault", Call("Fault", 7, faulted));
        t.Try("fault thrown", () => Call("Fault", 0, faulted));
        t.Say("faulted", faulted);
        t.Say("prefixes", (int)Call("Prefixes", 5, true) + (int)Call("Prefixes", 6, false));
        t.Say("manyReturns", $"{Call("ManyReturns", 0)} {Call("ManyReturns", 39)} {Call("ManyReturns", 40)}");
        t.Say("backwardSwitch", Enumerable.Range(0, 9).Select(i => Call("BackwardSwitch", i * 10)));
        t.Say("wideLocals", Call("WideLocals", 9L));
    }
}
#endif
