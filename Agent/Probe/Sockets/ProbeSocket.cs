using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Arthas.Probe.Sockets;

/// <summary>
/// A blocking unix socket by the system's own calls. System.Net.Sockets would leave its event thread in the target for
/// good, and a trimmed application may not have it.
/// </summary>
internal sealed class ProbeSocket : IDisposable
{
    private const int Unix = 1;
    private const int Stream = 1;
    private const int CloseOnExec = 0x80000;
    private const int ShutdownBoth = 2;
    private const int LongestPath = 107;
    private const int Interrupted = 4;
    private const short Readable = 1;

    private readonly SafeFileHandle _handle;

    private ProbeSocket(int descriptor) => _handle = descriptor >= 0 ? new SafeFileHandle(descriptor, ownsHandle: true) : throw Failed();

    /// <summary>Listens at a path that does not exist yet, for this user only.</summary>
    public static ProbeSocket Listen(string path)
    {
        var listener = Create();
        try
        {
            var address = Address(path);
            if (bind(listener._handle, address, address.Length) != 0)
            {
                throw Failed();
            }

            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            if (listen(listener._handle, 4) != 0)
            {
                throw Failed();
            }

            return listener;
        }
        catch
        {
            listener.Dispose();
            throw;
        }
    }

    /// <summary>Whether somebody listens at a path.</summary>
    public static bool IsServed(string path)
    {
        using var socket = Create();
        var address = Address(path);
        return connect(socket._handle, address, address.Length) == 0;
    }

    /// <summary>Waits for something to read, which for a listener is somebody who connects.</summary>
    public bool Poll(TimeSpan limit)
    {
        var held = false;
        try
        {
            // Held, or its number could be another file of the application's by the time it is polled.
            _handle.DangerousAddRef(ref held);
            var descriptor = new PollDescriptor { Descriptor = (int)_handle.DangerousGetHandle(), Events = Readable };
            return poll(ref descriptor, 1, (int)limit.TotalMilliseconds) switch
            {
                > 0 => (descriptor.Occurred & Readable) != 0 ? true : throw new IOException("the socket is closed"),
                0 => false,
                _ => Marshal.GetLastPInvokeError() == Interrupted ? false : throw Failed(),
            };
        }
        finally
        {
            if (held)
            {
                _handle.DangerousRelease();
            }
        }
    }

    public ProbeSocket Accept() => new(accept4(_handle, 0, 0, CloseOnExec));

    /// <summary>A stream over the socket. Closing either closes the socket.</summary>
    public FileStream OpenStream() => new(_handle, FileAccess.ReadWrite, bufferSize: 0);

    /// <summary>Ends what other threads wait for on it, then closes it.</summary>
    public void Dispose()
    {
        if (!_handle.IsClosed)
        {
            _ = shutdown(_handle, ShutdownBoth);
        }

        _handle.Dispose();
    }

    private static ProbeSocket Create() => new(socket(Unix, Stream | CloseOnExec, 0));

    /// <summary>struct sockaddr_un.</summary>
    private static byte[] Address(string path)
    {
        var bytes = Encoding.UTF8.GetBytes(path);
        if (bytes.Length > LongestPath)
        {
            throw new IOException($"the path {path} is too long for a socket");
        }

        var address = new byte[2 + bytes.Length + 1];
        address[0] = Unix;
        bytes.CopyTo(address, 2);
        return address;
    }

    private static IOException Failed() => new(Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError()));

    [StructLayout(LayoutKind.Sequential)]
    private struct PollDescriptor
    {
        public int Descriptor;
        public short Events;
        public short Occurred;
    }

#pragma warning disable IDE1006, SYSLIB1054 // libc's own names, and no generated code in a target.
    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int socket(int domain, int type, int protocol);

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int bind(SafeFileHandle socket, byte[] address, int length);

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int connect(SafeFileHandle socket, byte[] address, int length);

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int listen(SafeFileHandle socket, int backlog);

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int accept4(SafeFileHandle socket, nint address, nint length, int flags);

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int poll(ref PollDescriptor descriptors, uint count, int milliseconds);

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int shutdown(SafeFileHandle socket, int how);
#pragma warning restore IDE1006, SYSLIB1054
}
