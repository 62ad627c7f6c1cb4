using System.Net.Sockets;
using Arthas.Contracts.Probes;
using Arthas.Probe.Threads;

namespace Arthas.Probe.Sockets;

/// <summary>
/// The socket in the target. It serves one agent, refuses every other by name while that one is here, and closes with
/// it: a target without an agent has no thread and no socket of ours.
/// </summary>
internal sealed class ProbeServer
{
    public const string SocketName = "probe.sock";

    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan FirstAgent = TimeSpan.FromSeconds(60);

    private readonly Socket _listener;
    private readonly string _version;
    private AgentConnection? _agent;

    private ProbeServer(Socket listener, string version)
    {
        _listener = listener;
        _version = version;
    }

    public bool IsOpen { get; private set; } = true;

    /// <summary>Null when another version of the probe in this process has the socket.</summary>
    public static ProbeServer? Open(string folder)
    {
        var path = Path.Combine(Path.GetDirectoryName(folder)!, SocketName);
        if (File.Exists(path))
        {
            if (IsServed(path))
                return null;
            File.Delete(path);
        }

        var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(path));
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        listener.Listen(4);
        var server = new ProbeServer(listener, Path.GetFileName(folder));
        OwnThread.Start("accept", server.Run);
        return server;
    }

    private static bool IsServed(string path)
    {
        using var probe = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            probe.Connect(new UnixDomainSocketEndPoint(path));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private void Run()
    {
        try
        {
            var opened = Environment.TickCount64;
            while (_agent is null ? Environment.TickCount64 - opened < FirstAgent.TotalMilliseconds : !_agent.IsClosed)
            {
                var before = Environment.TickCount64;
                if (_listener.Poll(Tick, SelectMode.SelectRead))
                    Accept();
                _agent?.Watch(stoodStill: Environment.TickCount64 - before > 3 * Tick.TotalMilliseconds);
            }
        }
        finally
        {
            // First, so that the hook called from now on opens a new one.
            IsOpen = false;
            _listener.Dispose();
            _agent?.Close();
        }
    }

    private void Accept()
    {
        Socket? socket = null;
        try
        {
            socket = _listener.Accept();
            socket.ReceiveTimeout = socket.SendTimeout = 2000;
            var stream = new NetworkStream(socket, ownsSocket: true);
            var (kind, _, payload) = FrameStream.Read(stream);
            var hello = kind == ProbeFrameKind.Hello ? ProbeHello.Read(payload) : throw new InvalidDataException("no hello");
            var free = _agent is null && hello.Protocol == ProbeHello.Current;
            var owner = free ? null : _agent?.Owner ?? "";
            FrameStream.Write(stream, new ProbeFrame(ProbeFrameKind.Welcome, 0, new ProbeWelcome(ProbeHello.Current, _version, owner).Write()));
            if (free)
            {
                socket.ReceiveTimeout = socket.SendTimeout = 0;
                _agent = new AgentConnection(stream, hello.Owner, _listener);
                socket = null;
            }
        }
        catch (Exception e) when (e is IOException or SocketException or InvalidDataException)
        {
            // Whoever it was, it is no agent; the next one may be.
        }
        finally
        {
            socket?.Dispose();
        }
    }
}
