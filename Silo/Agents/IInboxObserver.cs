namespace Arthas.Silo.Agents;

/// <summary>The hub node that holds an agent's link: it is told that there is something to read.</summary>
[Alias("arthas.inbox-observer")]
internal interface IInboxObserver : IGrainObserver
{
    [OneWay, Alias("changed")]
    Task ChangedAsync();
}
