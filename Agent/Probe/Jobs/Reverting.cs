namespace Arthas.Probe.Jobs;

/// <summary>What must be undone when the agent has gone, whatever the jobs themselves do.</summary>
internal static class Reverting
{
    private static Action? s_revert;

    /// <summary>Registered once by what changes methods of the target.</summary>
    public static void Register(Action revert) => s_revert += revert;

    public static void All()
    {
        try
        {
            s_revert?.Invoke();
        }
        catch (Exception)
        {
            // The jobs' own clean-up follows.
        }
    }
}
