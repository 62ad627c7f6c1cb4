using System.Reflection;

namespace Arthas.Probe.Weaving;

/// <summary>The methods that were ever woven here, by module and token. Callers hold the enhancer's lock.</summary>
internal sealed class MethodRegistry
{
    private readonly Dictionary<(Module, int), WovenMethod> _known = [];

    /// <summary>The method as its module declares it: of the open generic type, and open itself.</summary>
    public static MethodBase Definition(MethodBase method)
    {
        if (method is MethodInfo { IsGenericMethod: true, IsGenericMethodDefinition: false } info)
        {
            method = info.GetGenericMethodDefinition();
        }

        var inherited = method.ReflectedType != method.DeclaringType;
        return inherited || method.DeclaringType is { IsConstructedGenericType: true }
            ? method.Module.ResolveMethod(method.MetadataToken)!
            : method;
    }

    public WovenMethod For(MethodBase definition)
    {
        var key = (definition.Module, definition.MetadataToken);
        if (!_known.TryGetValue(key, out var woven))
        {
            woven = new(_known.Count, definition);
            Hooks.Add(woven);
            _known.Add(key, woven);
        }

        return woven;
    }
}
