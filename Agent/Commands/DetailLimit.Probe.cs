using Arthas.Commands;
using Arthas.Probe.Jobs;

namespace Arthas.Probe.Commands;

/// <summary>The bound on details of classes, <c>-n</c>.</summary>
internal static class DetailLimit
{
    /// <summary>Ends the job, with Arthas's own words, when more classes match than <c>-n</c> allows.</summary>
    public static bool EndIfExceeded(ProbeJob job, int classes)
    {
        var limit = job.Command.Value(ClassOptions.Limits);
        if (classes <= limit)
        {
            return false;
        }

        job.End(-1, $"The number of matching classes is greater than : {limit}. \n"
            + "Please specify a more accurate 'class-patten' or use the parameter '-n' to change the maximum number of matching classes.");
        return true;
    }
}
