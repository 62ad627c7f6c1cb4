using System.Runtime.InteropServices;

namespace Arthas.Agent.Targets;

/// <summary>Whose a file is and who may do what with it; .NET tells only the latter.</summary>
internal static partial class FileOwner
{
    private const int CurrentDirectory = -100;
    private const int UserAt = 20;
    private const int ModeAt = 28;

    /// <summary>Follows links.</summary>
    /// <exception cref="IOException"/>
    public static unsafe (int User, UnixFileMode Mode) Of(string path)
    {
        // struct statx, the one layout that is the same everywhere.
        var buffer = stackalloc byte[256];
        return Statx(CurrentDirectory, path, 0, 0x7ff, buffer) == 0
            ? (*(int*)(buffer + UserAt), (UnixFileMode)(*(ushort*)(buffer + ModeAt) & 0xfff))
            : throw new IOException($"{path}: {Marshal.GetLastPInvokeErrorMessage()}");
    }

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static unsafe partial int Statx(int directory, string path, int flags, uint mask, byte* buffer);
}
