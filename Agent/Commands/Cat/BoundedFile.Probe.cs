using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Arthas.Probe.Commands.Cat;

/// <summary>Reads files that may be pipes (refused), devices without an end, or files of /proc that say they are empty.</summary>
internal static class BoundedFile
{
    private const int ReadOnly = 0;
    private const int NonBlocking = 0x800;
    private const int CloseOnExec = 0x80000;

    /// <summary>The bytes, one more than <paramref name="limit"/> when there are more.</summary>
    /// <exception cref="IOException"/>
    public static byte[] Read(string path, int limit)
    {
        using var handle = new SafeFileHandle(open(path, ReadOnly | NonBlocking | CloseOnExec), ownsHandle: true);
        if (handle.IsInvalid)
        {
            throw new IOException(Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError()));
        }

        using var file = new FileStream(handle, FileAccess.Read, bufferSize: 0);
        if (!file.CanSeek)
        {
            throw new IOException("Is a pipe or a terminal: what is read from it is lost for the application");
        }

        var bytes = new MemoryStream();
        var buffer = new byte[8192];
        while (bytes.Length <= limit && file.Read(buffer, 0, (int)Math.Min(buffer.Length, limit + 1 - bytes.Length)) is var read and > 0)
        {
            bytes.Write(buffer, 0, read);
        }

        return bytes.ToArray();
    }

#pragma warning disable IDE1006, SYSLIB1054 // libc's own name, and no generated code in a target.
    [DllImport("libc", SetLastError = true, CharSet = CharSet.Ansi, BestFitMapping = false)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);
#pragma warning restore IDE1006, SYSLIB1054
}
