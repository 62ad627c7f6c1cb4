using System.Reflection;
using System.Runtime.InteropServices;

namespace Arthas.Probe.Weaving;

/// <summary>Which methods are never woven, and why, in words for the user.</summary>
internal static class Eligibility
{
    /// <summary>
    /// Types of the core library that compiled code calls by itself (casts, generic lookups, statics, boxing, exception
    /// handling): woven, they would be entered from within their own hooks or from places where no managed code may run.
    /// </summary>
    private static readonly HashSet<string> RuntimeTypes =
    [
        "System.Runtime.CompilerServices.CastHelpers",
        "System.Runtime.CompilerServices.CastCache",
        "System.Runtime.CompilerServices.GenericsHelpers",
        "System.Runtime.CompilerServices.GenericCache`2",
        "System.Runtime.CompilerServices.StaticsHelpers",
        "System.Runtime.CompilerServices.InitHelpers",
        "System.Runtime.CompilerServices.BoxingHelpers",
        "System.Runtime.CompilerServices.VirtualDispatchHelpers",
        "System.Runtime.CompilerServices.AllocatorHelpers",
        "System.Runtime.CompilerServices.MethodTable",
        "System.Runtime.CompilerServices.MethodTableAuxiliaryData",
        "System.Runtime.CompilerServices.TypeHandle",
        "System.Runtime.CompilerServices.RuntimeHelpers",
        "System.Runtime.CompilerServices.Unsafe",
        "System.Runtime.EH",
        "System.Runtime.StackFrameIterator",
        "System.Runtime.ExceptionServices.InternalCalls",
        "System.SpanHelpers",
        "System.Buffer",
        "System.ByReference",
    ];

    private static readonly string[] RuntimeNamespaces = ["System.StubHelpers", "Internal.Runtime", "System.Runtime.Intrinsics"];

    /// <summary>Null when the method can be woven as far as its declaration tells.</summary>
    public static string? WhyNot(MethodBase method, bool allowCoreLibrary)
    {
        var assembly = method.Module.Assembly;
        if (assembly == typeof(Eligibility).Assembly || assembly.GetName().Name is "Arthas.Probe" or "Arthas.Hook")
        {
            return "it belongs to the probe itself";
        }

        if (assembly.IsDynamic)
        {
            return "its assembly was made at run time (AssemblyBuilder), the runtime does not recompile those";
        }

        if (assembly.IsCollectible || method.DeclaringType is { IsCollectible: true })
        {
            return "its assembly is in a collectible load context, the runtime does not recompile those: load it into one that is not (isCollectible: false)";
        }

        return WithoutIl(method) ?? (assembly == typeof(object).Assembly ? InCoreLibrary(method, allowCoreLibrary) : null);
    }

    private static string? WithoutIl(MethodBase method)
    {
        if (method.IsAbstract)
        {
            return "it is abstract and has no body: name the implementing class";
        }

        var flags = method.MethodImplementationFlags;
        if ((method.Attributes & MethodAttributes.PinvokeImpl) != 0
            || (flags & (MethodImplAttributes.InternalCall | MethodImplAttributes.CodeTypeMask | MethodImplAttributes.Unmanaged)) != 0)
        {
            return "it has no IL: it is native code or made by the runtime";
        }

        return (method.CallingConvention & CallingConventions.Any) == CallingConventions.VarArgs
            ? "it takes a variable argument list (__arglist)"
            : null;
    }

    private static string? InCoreLibrary(MethodBase method, bool allowed)
    {
        var type = method.DeclaringType!;
        while (type.DeclaringType is { } outer)
        {
            type = outer;
        }

        if (RuntimeTypes.Contains(type.FullName!) || Array.Exists(RuntimeNamespaces, n => type.Namespace?.StartsWith(n, StringComparison.Ordinal) == true))
        {
            return "the runtime calls it from within compiled code, weaving it would end the process";
        }

        if (!allowed)
        {
            return "it is in System.Private.CoreLib: everything runs through it. `options unsafe true` allows it";
        }

        return method.IsDefined(typeof(UnmanagedCallersOnlyAttribute), inherit: false) || method is { IsConstructor: true, IsStatic: true }
            ? "the runtime itself calls it"
            : null;
    }
}
