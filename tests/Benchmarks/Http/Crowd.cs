namespace Arthas.Benchmarks.Http;

/// <summary>Many clients that ask again as soon as they are answered, each on a connection of its own.</summary>
internal sealed class Crowd : IAsyncDisposable
{
    private readonly List<Task> _clients = [];
    private volatile bool _ended;

    /// <summary>Answers when each was answered once.</summary>
    public static async Task<Crowd> ParkAsync(Uri address, IReadOnlyList<byte[]> requests)
    {
        var crowd = new Crowd();
        var answered = new List<Task>();
        foreach (var request in requests)
        {
            var connection = await Connection.OpenAsync(address);
            var first = connection.SendAsync(request).AsTask();
            answered.Add(first);
            crowd._clients.Add(crowd.StayAsync(connection, first, request));
        }

        await Task.WhenAll(answered);
        return crowd;
    }

    public async ValueTask DisposeAsync()
    {
        _ended = true;
        await Task.WhenAll(_clients);
    }

    private async Task StayAsync(Connection connection, Task first, byte[] request)
    {
        using (connection)
        {
            await first;
            while (!_ended)
            {
                await connection.SendAsync(request);
            }
        }
    }
}
