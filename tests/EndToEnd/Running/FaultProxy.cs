using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Arthas.EndToEnd.Running;

/// <summary>A network that can fail: a TCP port whose connections go on to another one, while it lets them.</summary>
internal sealed class FaultProxy : IAsyncDisposable
{
    private readonly ConcurrentDictionary<Connection, bool> _connections = new();
    private readonly Uri _to;
    private TcpListener _listener;
    private TaskCompletionSource _open = Opened();
    private TimeSpan _delay;

    public FaultProxy(Uri to)
    {
        _to = to;
        _listener = Listen(0);
        Address = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");
    }

    public Uri Address { get; }

    /// <summary>How many came since the beginning.</summary>
    public int Taken { get; private set; }

    /// <summary>A cable pulled where both ends see it: every connection breaks, and none is taken.</summary>
    public void Cut()
    {
        _listener.Dispose();
        foreach (var connection in _connections.Keys)
        {
            connection.Break();
        }
    }

    /// <summary>A cable pulled where neither end sees it: connections stay and are taken, and no byte gets through.</summary>
    public void Freeze() => _open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Every piece is late by so much.</summary>
    public void Delay(TimeSpan by) => _delay = by;

    /// <summary>All is well again; what was frozen goes on.</summary>
    public void Heal()
    {
        _delay = TimeSpan.Zero;
        _open.TrySetResult();
        if (!_listener.Server.IsBound)
        {
            _listener = Listen(Address.Port);
        }
    }

    public ValueTask DisposeAsync()
    {
        _open.TrySetResult();
        Cut();
        return ValueTask.CompletedTask;
    }

    private static TaskCompletionSource Opened()
    {
        var open = new TaskCompletionSource();
        open.SetResult();
        return open;
    }

    private TcpListener Listen(int port)
    {
        var listener = new TcpListener(IPAddress.Loopback, port);
        listener.Start();
        _ = AcceptAsync(listener);
        return listener;
    }

    private async Task AcceptAsync(TcpListener listener)
    {
        try
        {
            while (true)
            {
                var from = await listener.AcceptTcpClientAsync();
                Taken++;
                _ = ServeAsync(from);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Cut.
        }
    }

    private async Task ServeAsync(TcpClient from)
    {
        using var to = new TcpClient();
        using var connection = new Connection(from, to);
        _connections[connection] = true;
        try
        {
            await to.ConnectAsync(_to.Host, _to.Port);
            // Either way: what one end closes is closed for the other.
            await Task.WhenAny(PumpAsync(from.GetStream(), to.GetStream()), PumpAsync(to.GetStream(), from.GetStream()));
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // Nobody is there, or it was cut meanwhile.
        }

        _connections.TryRemove(connection, out _);
    }

    private async Task PumpAsync(NetworkStream from, NetworkStream to)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            while (await from.ReadAsync(buffer) is var read and > 0)
            {
                if (_delay > TimeSpan.Zero)
                {
                    await Task.Delay(_delay);
                }

                await _open.Task;
                await to.WriteAsync(buffer.AsMemory(0, read));
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // Broken or cut.
        }
    }

    private sealed class Connection(TcpClient from, TcpClient to) : IDisposable
    {
        /// <summary>At once, as a process that was killed does.</summary>
        public void Break()
        {
            from.LingerState = new LingerOption(true, 0);
            to.LingerState = new LingerOption(true, 0);
            Dispose();
        }

        public void Dispose()
        {
            from.Dispose();
            to.Dispose();
        }
    }
}
