using System.Runtime.InteropServices;

namespace Arthas.Probe.Weaving.Native;

/// <summary>The native port (Agent/Native/rejit_port.cpp), once the runtime has initialised it as a profiler.</summary>
internal sealed unsafe class RejitPort
{
    private const string FileName = "libarthas_rejit.so";
    private const int Version = 1;

    private readonly delegate* unmanaged<int, nint*, MethodFacts*, int> _describe;
    private readonly delegate* unmanaged<nint, byte*, uint, uint*, int> _typeToken;
    private readonly delegate* unmanaged<nint, byte*, uint, uint*, int> _signatureToken;
    private readonly delegate* unmanaged<nuint, uint, byte*, uint, IlMapEntry*, uint, int> _setBody;
    private readonly delegate* unmanaged<int, nuint*, uint*, int> _rejit;
    private readonly delegate* unmanaged<int, nuint*, uint*, int> _revert;
    private readonly delegate* unmanaged<nuint, uint, int*, int> _served;

    private RejitPort(nint library)
    {
        _describe = (delegate* unmanaged<int, nint*, MethodFacts*, int>)NativeLibrary.GetExport(library, "arthas_port_describe");
        _typeToken = (delegate* unmanaged<nint, byte*, uint, uint*, int>)NativeLibrary.GetExport(library, "arthas_port_type_token");
        _signatureToken = (delegate* unmanaged<nint, byte*, uint, uint*, int>)NativeLibrary.GetExport(library, "arthas_port_signature_token");
        _setBody = (delegate* unmanaged<nuint, uint, byte*, uint, IlMapEntry*, uint, int>)NativeLibrary.GetExport(library, "arthas_port_set_body");
        _rejit = (delegate* unmanaged<int, nuint*, uint*, int>)NativeLibrary.GetExport(library, "arthas_port_rejit");
        _revert = (delegate* unmanaged<int, nuint*, uint*, int>)NativeLibrary.GetExport(library, "arthas_port_revert");
        _served = (delegate* unmanaged<nuint, uint, int*, int>)NativeLibrary.GetExport(library, "arthas_port_served");
    }

    /// <summary>The port in this process, or null with the reason in words.</summary>
    public static RejitPort? Find(out string? reason)
    {
        reason = "The native port is not in this process, so methods cannot be woven. The runtime takes one profiler only: "
            + "if another one is attached (CORECLR_ENABLE_PROFILING, an APM agent), start the application without it.";
        if (!OperatingSystem.IsLinux() || RuntimeInformation.ProcessArchitecture != Architecture.X64)
        {
            reason = "Methods can be woven on Linux x64 only.";
            return null;
        }

        foreach (var name in LoadedLibraries.Named(FileName))
        {
            if (!NativeLibrary.TryLoad(name, out var library))
            {
                continue;
            }

            var version = ((delegate* unmanaged<int>)NativeLibrary.GetExport(library, "arthas_port_version"))();
            if (version != Version)
            {
                reason = $"The native port in this process is of version {version}, this probe needs {Version}. "
                    + "It stays until the process ends: restart the application.";
                continue;
            }

            var state = ((delegate* unmanaged<int>)NativeLibrary.GetExport(library, "arthas_port_state"))();
            if (state >= 0)
            {
                reason = null;
                return new RejitPort(library);
            }

            reason = $"The runtime did not take the native port (0x{state:x8}): another vendor's profiler is in this process (CORECLR_ENABLE_PROFILING=1, an APM agent), "
                + "and a runtime takes only one. Start the application without it to weave; commands that do not weave work as it is.";
        }

        return null;
    }

    public MethodFacts[] Describe(ReadOnlySpan<nint> functions)
    {
        var facts = new MethodFacts[functions.Length];
        fixed (nint* f = functions)
        fixed (MethodFacts* result = facts)
        {
            Check(_describe(functions.Length, f, result), "describe methods");
        }

        return facts;
    }

    public uint TypeToken(nint emit, ReadOnlySpan<byte> blob) => Token(_typeToken, emit, blob);

    public uint SignatureToken(nint emit, ReadOnlySpan<byte> blob) => Token(_signatureToken, emit, blob);

    /// <summary>Lays a body ready for the next <see cref="Rejit"/>.</summary>
    public void SetBody(nuint module, uint token, ReadOnlySpan<byte> body, ReadOnlySpan<IlMapEntry> map)
    {
        fixed (byte* b = body)
        fixed (IlMapEntry* m = map)
        {
            Check(_setBody(module, token, b, (uint)body.Length, m, (uint)map.Length), "keep a body");
        }
    }

    public int Rejit(ReadOnlySpan<nuint> modules, ReadOnlySpan<uint> tokens)
    {
        fixed (nuint* m = modules)
        fixed (uint* t = tokens)
        {
            return _rejit(modules.Length, m, t);
        }
    }

    /// <summary>Gives methods their original IL back and forgets their bodies.</summary>
    public int Revert(ReadOnlySpan<nuint> modules, ReadOnlySpan<uint> tokens)
    {
        fixed (nuint* m = modules)
        fixed (uint* t = tokens)
        {
            return _revert(modules.Length, m, t);
        }
    }

    /// <summary>Whether the runtime has fetched the body laid ready last; the error it reported, or 0.</summary>
    public bool Served(nuint module, uint token, out int error)
    {
        fixed (int* e = &error)
        {
            return _served(module, token, e) > 0;
        }
    }

    private static uint Token(delegate* unmanaged<nint, byte*, uint, uint*, int> define, nint emit, ReadOnlySpan<byte> blob)
    {
        uint token;
        fixed (byte* b = blob)
        {
            Check(define(emit, b, (uint)blob.Length, &token), "define a token");
        }

        return token;
    }

    private static void Check(int result, string what)
    {
        if (result < 0)
        {
            throw new WeavingException($"the runtime refused to {what} (0x{result:x8})");
        }
    }
}
