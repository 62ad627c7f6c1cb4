using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Arthas.Probe.Weaving.Native;

/// <summary>
/// The native libraries of this process, by the names they were loaded with. Opening one by that very name gives the
/// loaded instance even when the file was replaced since, which a path from /proc/self/maps does not promise.
/// </summary>
internal static unsafe class LoadedLibraries
{
    public static IReadOnlyList<string> Named(string fileName)
    {
        var names = new List<string>();
        var handle = GCHandle.Alloc(names);
        try
        {
            _ = dl_iterate_phdr(&Add, GCHandle.ToIntPtr(handle));
        }
        finally
        {
            handle.Free();
        }

        return names.FindAll(name => Path.GetFileName(name) == fileName);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Add(Library* library, nuint size, nint names)
    {
        if (library->Name is not null && Marshal.PtrToStringUTF8((nint)library->Name) is { Length: > 0 } name)
        {
            ((List<string>)GCHandle.FromIntPtr(names).Target!).Add(name);
        }

        return 0;
    }

    [DllImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int dl_iterate_phdr(delegate* unmanaged[Cdecl]<Library*, nuint, nint, int> callback, nint argument);

    /// <summary>The head of <c>struct dl_phdr_info</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Library
    {
        public nuint Address;
        public byte* Name;
    }
}
