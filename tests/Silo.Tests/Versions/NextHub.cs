using Arthas.EndToEnd.Running;

namespace Arthas.Silo.Tests.Versions;

/// <summary>A hub as it is built, with the next version's silo in it.</summary>
internal sealed class NextHub : IDisposable
{
    private const string Silo = "Arthas.Silo.dll";

    private readonly string _folder = Directory.CreateTempSubdirectory("arthas-next-").FullName;

    public NextHub()
    {
        var hub = Path.GetDirectoryName(Built.Hub)!;
        foreach (var file in Directory.EnumerateFiles(hub))
        {
            var copy = Path.Combine(_folder, Path.GetFileName(file));
            if (Path.GetFileName(file) == Silo)
            {
                File.Copy(Path.Combine(Built.Artifacts, "bin", "Silo", $"{Built.Configuration}_next", Silo), copy);
            }
            else if (Path.GetFileName(file).StartsWith("Arthas.", StringComparison.Ordinal))
            {
                // The program finds its files beside where it really is.
                File.Copy(file, copy);
            }
            else
            {
                File.CreateSymbolicLink(copy, file);
            }
        }
    }

    public string Executable => Path.Combine(_folder, Path.GetFileName(Built.Hub));

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
