using System.Collections.Concurrent;
using Arthas.Silo.Agents;
using Arthas.Silo.Sessions;
using Arthas.Silo.Stores;
using Orleans;
using Orleans.Runtime;

namespace Arthas.Silo.Tests.Clusters;

/// <summary>Knows whether every call to a grain has got there, so that tests need not guess how long that takes.</summary>
internal sealed class CallWatch : IOutgoingGrainCallFilter, IIncomingGrainCallFilter
{
    private const string Key = "arthas.tests.call";

    private static readonly HashSet<Type> Watched = [typeof(ISessionGrain), typeof(IConsumerGrain), typeof(IAgentGrain), typeof(IStoreGrain)];

    private readonly ConcurrentDictionary<long, TaskCompletionSource> _underWay = new();
    private long _last;

    public async Task Invoke(IOutgoingGrainCallContext context)
    {
        if (!Watched.Contains(context.InterfaceMethod.DeclaringType!))
        {
            await context.Invoke();
            return;
        }

        var number = Interlocked.Increment(ref _last);
        _underWay[number] = new(TaskCreationOptions.RunContinuationsAsynchronously);
        RequestContext.Set(Key, number);
        try
        {
            await context.Invoke();
        }
        finally
        {
            // A call that failed or was given up need not ever get there.
            Arrived(number);
        }
    }

    public async Task Invoke(IIncomingGrainCallContext context)
    {
        var number = RequestContext.Get(Key) as long?;
        // What the grain does before it first waits is done when this returns.
        var call = context.Invoke();
        if (number is { } arrived && Watched.Contains(context.InterfaceMethod.DeclaringType!))
        {
            Arrived(arrived);
        }

        await call;
    }

    public async Task SettleAsync()
    {
        // One that gets there may have made another.
        while (!_underWay.IsEmpty)
        {
            await Task.WhenAll(_underWay.Values.Select(call => call.Task)).WaitAsync(TimeSpan.FromSeconds(20));
        }
    }

    private void Arrived(long number)
    {
        if (_underWay.TryRemove(number, out var call))
        {
            call.SetResult();
        }
    }
}
