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
    private static readonly TimeSpan HelloLimit = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan FirstAgent = TimeSpan.FromSeconds(60);

    private readonly ProbeSocket _listener;
    private readonly string _path;
    private readonly string _version;
    private AgentConnection? _agent;

    private ProbeServer(ProbeSocket listener, string path, string version)
    {
        _listener = listener;
        _path = path;
        _version = version;
    }

    public bool IsOpen { get; private set; } = true;

    /// <summary>Null when another version of the probe in this process has the socket.</summary>
    public static ProbeServer? Open(string folder)
    {
        var path = Path.Combine(Path.GetDirectoryName(folder)!, SocketName);
        if (File.Exists(path))
        {
            if (ProbeSocket.IsServed(path))
            {
                return null;
            }

            File.Delete(path);
        }

        var server = new ProbeServer(ProbeSocket.Listen(path), path, Path.GetFileName(folder));
        OwnThread.Start("accept", server.Run);
        return server;
    }

    private void Run()
    {
        try
        {
            var opened = Environment.TickCount64;
            while (_agent is null ? Environment.TickCount64 - opened < FirstAgent.TotalMilliseconds : !_agent.IsClosed)
            {
                var before = Environment.TickCount64;
                if (_listener.Poll(Tick))
                {
                    Accept();
                }

                _agent?.CloseIfSilent(stoodStill: Environment.TickCount64 - before > 3 * Tick.TotalMilliseconds);
            }
        }
        finally
        {
            // The file first: the hook called from now on opens a new one.
            File.Delete(_path);
            IsOpen = false;
            _listener.Dispose();
            _agent?.Close();
        }
    }

    private void Accept()
    {
        ProbeSocket? socket = null;
        try
        {
            socket = _listener.Accept();
            if (!socket.Poll(HelloLimit))
            {
                throw new InvalidDataException("no hello");
            }

            var stream = socket.OpenStream();
            var (kind, _, payload) = FrameStream.Read(stream);
            var hello = kind == ProbeFrameKind.Hello ? ProbeHello.Read(payload) : throw new InvalidDataException("no hello");
            var free = _agent is null && hello.Protocol == ProbeHello.Current;
            var owner = free ? null : _agent?.Owner ?? "";
            FrameStream.Write(stream, new ProbeFrame(ProbeFrameKind.Welcome, 0, new ProbeWelcome(ProbeHello.Current, _version, owner).Write()));
            if (free)
            {
                _agent = new AgentConnection(socket, stream, hello.Owner, onClosed: _listener.Dispose);
                socket = null;
            }
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            // Whoever it was, it is no agent; the next one may be.
        }
        finally
        {
            socket?.Dispose();
        }
    }
}
