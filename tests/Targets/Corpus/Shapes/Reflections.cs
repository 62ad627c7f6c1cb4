using System.Reflection;
using System.Reflection.Emit;

namespace Corpus.Shapes;

internal static class Reflections
{
    private static int Invoked(int a, string b) => a + b.Length;
    private static T InvokedGeneric<T>(T v) => v;
    private static void InvokedRef(ref int v, out string s) { v++; s = "set"; }
    private static int InvokedThrows() => throw new InvalidOperationException("invoked");
    private static object Invoke(string name, params object[] arguments) =>
        typeof(Reflections).GetMethod(name, BindingFlags.NonPublic | BindingFlags.Static)!.Invoke(null, arguments);

    private static int Emitted(int v)
    {
        var method = new DynamicMethod("emitted", typeof(int), [typeof(int)], typeof(Reflections).Module, skipVisibility: true);
        var il = method.GetILGenerator();
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ldstr, "four");
        il.Emit(OpCodes.Call, typeof(Reflections).GetMethod(nameof(Invoked), BindingFlags.NonPublic | BindingFlags.Static)!);
        il.Emit(OpCodes.Ret);
        return method.CreateDelegate<Func<int, int>>()(v);
    }

    private static int Body(string name) =>
        typeof(Reflections).GetMethod(name, BindingFlags.NonPublic | BindingFlags.Static)!.GetMethodBody()!.LocalVariables.Count;

    /// <summary>In assemblies that the runtime does not recompile.</summary>
    private static readonly Func<int, int, int> Collectible = LoadCollectible(), Built = BuildAssembly();

    private static Func<int, int, int> LoadCollectible()
    {
        if (typeof(Reflections).Assembly.Location.Length == 0)
        {
            return Hot.Add; // published as a single file
        }

        var context = new System.Runtime.Loader.AssemblyLoadContext("Collectible", isCollectible: true);
        return context.LoadFromAssemblyPath(typeof(Reflections).Assembly.Location).GetType(typeof(Hot).FullName!)!.GetMethod(nameof(Hot.Add))!.CreateDelegate<Func<int, int, int>>();
    }

    private static Func<int, int, int> BuildAssembly()
    {
        var type = AssemblyBuilder.DefineDynamicAssembly(new AssemblyName("Emitted"), AssemblyBuilderAccess.Run).DefineDynamicModule("Emitted").DefineType("Emitted.Type", TypeAttributes.Public);
        var il = type.DefineMethod("Method", MethodAttributes.Public | MethodAttributes.Static, typeof(int), [typeof(int), typeof(int)]).GetILGenerator();
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ldarg_1);
        il.Emit(OpCodes.Sub);
        il.Emit(OpCodes.Ret);
        return type.CreateType().GetMethod("Method")!.CreateDelegate<Func<int, int, int>>();
    }

    public static void Run(Transcript t)
    {
        t.Group(nameof(Reflections));
        t.Say("collectible", Collectible(1, 2) + Built(5, 3));
        t.Say("invoked", Invoke(nameof(Invoked), 1, "ab"));
        t.Say("generic", typeof(Reflections).GetMethod(nameof(InvokedGeneric), BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(typeof(decimal)).Invoke(null, [2m]));
        object[] arguments = [1, null];
        Invoke(nameof(InvokedRef), arguments);
        t.Say("ref", arguments);
        t.Try("throws", () => Invoke(nameof(InvokedThrows)));
        var instance = Activator.CreateInstance<Made>();
        typeof(Made).GetProperty("Property")!.SetValue(instance, 8);
        t.Say("property", instance.Property);
        t.Say("emitted", Emitted(10));
        t.Say("dynamicInvoke", ((Delegate)(Func<int, string, int>)Invoked).DynamicInvoke(1, "x"));
        t.Say("body", Body(nameof(Invoked)));
    }
}

internal sealed class Made
{
    public int Property { get; set; } = 3;
}
