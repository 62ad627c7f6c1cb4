using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Arthas.Agent.Targets;

/// <summary>
/// A directory held open: paths through it lead into this very directory, whatever its owner puts in its place meanwhile.
/// </summary>
internal sealed partial class PinnedDirectory : IDisposable
{
    private const int Directory = 0x10000;
    private const int NoFollow = 0x20000;
    private const int PathOnly = 0x200000;
    private const int CloseOnExec = 0x80000;
    private const int NotADirectory = 20;
    private const int TooManyLinks = 40;

    private readonly SafeFileHandle _handle;

    private PinnedDirectory(SafeFileHandle handle) => _handle = handle;

    /// <exception cref="IOException">There is no such directory, or it is a link and links are not followed.</exception>
    /// <exception cref="UnauthorizedAccessException"/>
    public static PinnedDirectory Open(string path, bool followLinks)
    {
        var handle = OpenPath(path, Directory | PathOnly | CloseOnExec | (followLinks ? 0 : NoFollow));
        var error = Marshal.GetLastPInvokeError();
        if (!handle.IsInvalid)
        {
            return new PinnedDirectory(handle);
        }

        handle.Dispose();
        throw error switch
        {
            13 or 1 => new UnauthorizedAccessException($"{path} may not be opened"),
            NotADirectory or TooManyLinks => new IOException($"{path} is not a directory of its own, but a link or a file"),
            _ => new DirectoryNotFoundException($"{path}: {Marshal.GetPInvokeErrorMessage(error)}"),
        };
    }

    public string Path => $"/proc/self/fd/{_handle.DangerousGetHandle()}";

    public string PathOf(string name) => $"{Path}/{name}";

    public void Dispose() => _handle.Dispose();

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial SafeFileHandle OpenPath(string path, int flags);
}
