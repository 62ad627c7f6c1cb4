using Arthas.Silo.Agents;
using Arthas.Silo.Sessions;
using Arthas.Silo.Stores;
using Orleans;

namespace Arthas.Silo.Tests.Clusters;

/// <summary>Knows whether every call to a grain has got there, so that tests need not guess how long that takes.</summary>
internal sealed class CallWatch : IOutgoingGrainCallFilter, IIncomingGrainCallFilter
{
    private static readonly HashSet<Type> Watched = [typeof(ISessionGrain), typeof(IConsumerGrain), typeof(IAgentGrain), typeof(IStoreGrain)];

    private long _sent;
    private long _arrived;

    public async Task Invoke(IOutgoingGrainCallContext context)
    {
        if (Watched.Contains(context.InterfaceMethod.DeclaringType!))
            Interlocked.Increment(ref _sent);
        await context.Invoke();
    }

    public async Task Invoke(IIncomingGrainCallContext context)
    {
        // What the grain does before it first waits is done when this returns.
        var call = context.Invoke();
        if (Watched.Contains(context.InterfaceMethod.DeclaringType!))
            Interlocked.Increment(ref _arrived);
        await call;
    }

    public async Task SettleAsync()
    {
        using var hang = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (Interlocked.Read(ref _arrived) < Interlocked.Read(ref _sent))
        {
            hang.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
