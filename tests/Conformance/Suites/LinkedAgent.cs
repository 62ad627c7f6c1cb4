using Arthas.Contracts.Cluster;
using Arthas.Contracts.Links;

namespace Arthas.Conformance.Suites;

/// <summary>The agent's end of a link, frame by frame.</summary>
internal sealed class LinkedAgent(string name, LinkConnection connection, Task served) : IAsyncDisposable
{
    private static readonly TimeSpan Hang = TimeSpan.FromSeconds(30);

    private readonly IAsyncEnumerator<LinkFrame> _frames = connection.ReadAllAsync(CancellationToken.None).GetAsyncEnumerator();

    public Task Served => served;

    public TargetRecord Target { get; init; } = new($"app_{name}-1", "app", name, 1, ".NET 10.0.0");

    public Task SendAsync(LinkFrame frame) => connection.SendAsync(frame, TestContext.Current.CancellationToken);

    public Task<LinkFrame.Welcome> HelloAsync(string instance = "first", params JobKey[] running) =>
        HelloAsync(instance, [.. running.Select(job => new RunningJob(job, 0))]);

    public async Task<LinkFrame.Welcome> HelloAsync(string instance, RunningJob[] running)
    {
        var agent = new AgentRecord { Name = name, Instance = instance, Version = "1", Host = name, Targets = [Target] };
        await SendAsync(new LinkFrame.Hello(agent, "guess", running));
        return await ReadAsync<LinkFrame.Welcome>();
    }

    /// <summary>The next frame of this kind; others are passed over.</summary>
    public async Task<T> ReadAsync<T>()
        where T : LinkFrame
    {
        try
        {
            while (await _frames.MoveNextAsync().AsTask().WaitAsync(Hang, TestContext.Current.CancellationToken))
            {
                if (_frames.Current is T frame)
                {
                    return frame;
                }
            }
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"no {typeof(T).Name} came within {Hang.TotalSeconds} s");
        }

        throw new EndOfStreamException($"the link ended before a {typeof(T).Name}");
    }

    public async ValueTask DisposeAsync()
    {
        await connection.DisposeAsync();
        await served.WaitAsync(Hang);
    }
}
