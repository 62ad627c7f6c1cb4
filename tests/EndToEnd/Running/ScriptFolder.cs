namespace Arthas.EndToEnd.Running;

/// <summary>The temporary directory of a script and of all that it starts: by it they are found when the script has ended.</summary>
internal sealed class ScriptFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("arthas-script-").FullName;

    /// <summary>Files, and the command lines of processes.</summary>
    public IReadOnlyList<string> Left() => [.. Directory.GetFileSystemEntries(Path), .. Directory.GetDirectories("/proc").Select(Process).OfType<string>()];

    public void Dispose() => Directory.Delete(Path, recursive: true);

    private string? Process(string folder)
    {
        try
        {
            return int.TryParse(System.IO.Path.GetFileName(folder), out _) && File.ReadAllText($"{folder}/environ").Contains($"TMPDIR={Path}", StringComparison.Ordinal)
                ? File.ReadAllText($"{folder}/cmdline").Replace('\0', ' ')
                : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
