using System.Reflection;
using Arthas.Probe.Types;
using Arthas.Probe.Values;
using Arthas.Probe.Weaving.Sites;

namespace Arthas.Probe.Commands.Trace;

/// <summary>
/// A method as trees show it. Its calls share a place where they call one method from one line, which is known before
/// anything runs: so to record a call is to write into a row of an array.
/// </summary>
internal sealed class TracedMethod
{
    private const int None = -1;

    private TracedMethod(MethodBase method, MethodBase? machine, bool isRoot, TracedCall[] calls, int[] callOf)
    {
        Method = method;
        Machine = machine;
        ClassName = TypeNames.OfDefinition(method.DeclaringType);
        IsRoot = isRoot;
        Calls = calls;
        _callOf = callOf;
    }

    private readonly int[] _callOf;

    public MethodBase Method { get; }

    public string ClassName { get; }

    public string MethodName => Method.Name;

    /// <summary>Where the code of an async method lies; null for any other.</summary>
    public MethodBase? Machine { get; }

    /// <summary>Those of this async method.</summary>
    public Machines Machines { get; } = new();

    /// <summary>Begins a tree of its own.</summary>
    public bool IsRoot { get; }

    public TracedCall[] Calls { get; }

    /// <summary>The place of a site among <see cref="Calls"/>, or -1 for one that is not shown.</summary>
    public int CallOf(int site) => (uint)site < (uint)_callOf.Length ? _callOf[site] : None;

    /// <param name="method">As declared.</param>
    /// <param name="isRoot">Begins a tree of its own.</param>
    /// <param name="framework">Shows calls of the framework, too.</param>
    public static TracedMethod Of(MethodBase method, bool isRoot, bool framework)
    {
        var places = new Dictionary<TracedCall, int>();
        var machine = StateMachines.Of(method) is { } type ? StateMachines.MoveNext(type) : null;
        var code = machine ?? method;
        var sites = CallSites.Of(code);
        var callOf = new int[sites.Length];
        foreach (var site in sites)
        {
            callOf[site.Index] = None;
            if (site.Kind == CallSiteKind.Own || (framework && site.Kind == CallSiteKind.Framework))
            {
                var call = new TracedCall(site.ClassName, site.MethodName, SourceLines.Find(code, site.Offset).Line);
                callOf[site.Index] = places.TryGetValue(call, out var place) ? place : places[call] = places.Count;
            }
        }

        return new(method, machine, isRoot, [.. places.OrderBy(static p => p.Value).Select(static p => p.Key)], callOf);
    }
}

/// <param name="Line">Of the source; -1 where there are no symbols.</param>
internal readonly record struct TracedCall(string ClassName, string MethodName, int Line);
