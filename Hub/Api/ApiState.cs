namespace Arthas.Hub.Api;

internal enum ApiState
{
    Scheduled,
    Succeeded,

    /// <summary>An <c>exec</c> was ended by its time limit.</summary>
    Interrupted,

    Failed,
    Refused,
}
