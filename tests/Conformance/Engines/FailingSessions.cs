using System.Reflection;
using Arthas.Contracts.Cluster;

namespace Arthas.Conformance.Engines;

/// <summary>An engine whose store is away for the first calls of one member.</summary>
public class FailingSessions : DispatchProxy
{
    private ISessions? _inner;
    private string? _member;
    private int _times;

    public static ISessions Create(ISessions inner, string member, int times)
    {
        var proxy = Create<ISessions, FailingSessions>();
        var failing = (FailingSessions)proxy;
        (failing._inner, failing._member, failing._times) = (inner, member, times);
        return proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        if (targetMethod!.Name == _member && Interlocked.Decrement(ref _times) >= 0)
        {
            throw new EngineAwayException("the store is away");
        }

        return targetMethod.Invoke(_inner, args);
    }
}
