namespace Arthas.Silo.Sessions;

/// <summary>What a status says of a job that did not end by itself; in Arthas's words where it has some.</summary>
internal static class JobTexts
{
    public const string TimeLimit = "The job is exceeded time limit, force interrupt";
    public const string NotAccepted = "The agent did not accept the job in time.";
    public const string Unheard = "all consumers are unhealthy, current job was interrupted.";

    public static string Lost(string agent) => $"The agent {agent} was lost, its job was ended.";

    public static string NoLonger(string agent) => $"The agent {agent} no longer runs the job.";

    public static string Late(long results, int jobId) => $"{results} results of job {jobId} arrived after its end and were dropped.";
}
