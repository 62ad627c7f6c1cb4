using System.Reflection;

namespace Arthas.EndToEnd.Running;

/// <summary>Where the build left the executables: artifacts/bin/PROJECT/CONFIGURATION/NAME, beside this test's own.</summary>
internal static class Built
{
    public static string Configuration { get; } =
        new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar)).Name;

    public static string Artifacts { get; } = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../.."));

    public static string Root { get; } = Path.GetDirectoryName(Artifacts)!;

    public static string Hub => Executable("Hub", "Arthas.Hub");

    public static string Silo => Executable("Silo", "Arthas.Silo");

    public static string Agent => Executable("Agent", "Arthas.Agent");

    public static string Target(string name) => Executable(name, name);

    private static string Executable(string project, string name)
    {
        string path = Path.Combine(Artifacts, "bin", project, Configuration, name);
        return File.Exists(path) ? path : throw new FileNotFoundException($"Build first: {path} is missing.");
    }
}
