namespace Arthas.EndToEnd.Running;

internal static class TargetProcess
{
    /// <summary>
    /// Runs a program under a pid that was another process's. Who forks next gets the number after the last one given, and
    /// others fork as well: it is tried until it succeeds.
    /// </summary>
    private const string WithPid = """
        wanted=$1; shift
        while :; do
          echo $((wanted - 1)) > /proc/sys/kernel/ns_last_pid
          sh -c '[ $$ = $0 ] && exec setpriv --pdeathsig KILL "$@"' $wanted "$@" &
          [ $! = $wanted ] && { wait; exit; }
          wait
        done
        """;

    /// <summary>MathGame, with its first round done.</summary>
    /// <param name="pid">One that is free, for root only; then the process returned is its parent, and ends it with itself.</param>
    public static async Task<RunningProcess> MathGameAsync(int interval = 50, int? pid = null)
    {
        string[] game = [Built.Target("MathGame"), "--interval", $"{interval}"];
        var process = pid is null
            ? RunningProcess.Start(game[0], game[1..])
            : RunningProcess.Start("sh", ["-c", WithPid, "sh", $"{pid}", .. game]);
        await process.LineAsync(@"=|number is");
        return process;
    }
}
