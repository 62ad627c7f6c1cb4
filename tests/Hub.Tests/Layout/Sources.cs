namespace Arthas.Hub.Tests.Layout;

/// <summary>The product's source files, as the layout tests read them.</summary>
internal static class Sources
{
    public static string Root { get; } = FindRoot();

    /// <param name="projects">Folders below the root: <c>Hub</c>.</param>
    /// <returns>Paths from the root and what is in the files, those made by a build left out.</returns>
    public static IEnumerable<(string Path, string Text)> Of(params string[] projects) => projects
        .SelectMany(project => Directory.EnumerateFiles(Path.Combine(Root, project), "*.cs", SearchOption.AllDirectories))
        .Select(file => Path.GetRelativePath(Root, file))
        .Where(file => !file.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj" or "artifacts"))
        .Order(StringComparer.Ordinal)
        .Select(file => (file, File.ReadAllText(Path.Combine(Root, file))));

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Arthas.Orleans.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"no Arthas.Orleans.sln above {AppContext.BaseDirectory}");
    }
}
