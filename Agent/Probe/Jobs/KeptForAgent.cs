using System.Collections.Concurrent;

namespace Arthas.Probe.Jobs;

/// <summary>What commands keep in the target beyond their jobs. It goes when the agent does, however that happens.</summary>
internal static class KeptForAgent
{
    private static readonly ConcurrentBag<Action> Drops = [];

    /// <param name="drop">Lets everything go; called each time an agent has gone.</param>
    public static void Add(Action drop) => Drops.Add(drop);

    public static void Drop()
    {
        foreach (var drop in Drops)
        {
            try
            {
                drop();
            }
            catch (Exception)
            {
                // The others go all the same.
            }
        }
    }
}
