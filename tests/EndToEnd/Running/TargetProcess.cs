namespace Arthas.EndToEnd.Running;

internal static class TargetProcess
{
    /// <summary>MathGame, with its first round done.</summary>
    public static async Task<RunningProcess> MathGameAsync(int interval = 50)
    {
        var process = RunningProcess.Start(Built.Target("MathGame"), ["--interval", $"{interval}"]);
        await process.LineAsync(@"=|number is");
        return process;
    }
}
