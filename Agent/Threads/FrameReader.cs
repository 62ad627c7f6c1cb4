using Arthas.Agent.Symbols;
using Arthas.Agent.Targets;
using Microsoft.Diagnostics.Runtime;

namespace Arthas.Agent.Threads;

/// <summary>Frames by the names and lines of their modules' files. Reading those waits until the target runs again.</summary>
internal sealed class FrameReader(Target target) : IDisposable
{
    private readonly Dictionary<string, ModuleSymbols?> _modules = [];

    /// <summary>What must be read while the target stands still. Null for what is no method.</summary>
    public static RawFrame? Capture(ClrStackFrame frame)
    {
        if (frame.Method is not { } method)
        {
            return null;
        }

        var native = frame.Kind != ClrStackFrameKind.ManagedMethod;
        return new RawFrame(
            method.Type.Module.Name ?? "",
            method.Type.MetadataToken,
            method.Type.Name ?? "",
            method.MetadataToken,
            method.Name ?? "",
            native,
            native ? 0 : method.GetILOffset(frame.InstructionPointer));
    }

    public ThreadFrame Read(RawFrame raw)
    {
        var symbols = Open(raw.Module);
        var line = raw.Native || raw.IlOffset < 0 ? null : symbols?.Find(raw.MethodToken, raw.IlOffset);
        return new ThreadFrame(symbols?.TypeName(raw.TypeToken) ?? raw.TypeName, raw.MethodName, raw.Native, line?.File, line?.Line ?? -1);
    }

    public void Dispose()
    {
        foreach (var module in _modules.Values)
        {
            module?.Dispose();
        }
    }

    private ModuleSymbols? Open(string module)
    {
        if (!_modules.TryGetValue(module, out var symbols))
        {
            _modules[module] = symbols = module.Length == 0 ? null : ModuleSymbols.Open(target.Outside(module));
        }

        return symbols;
    }
}

internal sealed record RawFrame(string Module, int TypeToken, string TypeName, int MethodToken, string MethodName, bool Native, int IlOffset)
{
    public bool IsSameMethod(RawFrame other) => (MethodToken, TypeName, Module) == (other.MethodToken, other.TypeName, other.Module);
}
