namespace Arthas.Silo.Sessions;

internal static class JobDates
{
    /// <summary>A time limit of this or more is none: its end is no date that could be named.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(36_500);
}
