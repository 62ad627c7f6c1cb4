using System.Diagnostics;

namespace Arthas.EndToEnd.Running;

/// <summary>Runs the lines a user would paste.</summary>
internal static class Shell
{
    public static async Task<string> BashAsync(string script)
    {
        var info = new ProcessStartInfo("bash", ["-c", script]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var bash = Process.Start(info)!;
        var errors = bash.StandardError.ReadToEndAsync();
        string output = await bash.StandardOutput.ReadToEndAsync();
        await bash.WaitForExitAsync();
        Assert.True(bash.ExitCode == 0, $"exit code {bash.ExitCode}\n{script}\n{output}\n{await errors}");
        return output;
    }
}
