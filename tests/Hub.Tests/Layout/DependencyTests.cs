using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Arthas.Hub.Tests.Layout;

public sealed partial class DependencyTests
{
    [Fact]
    public void Agent_isNamedOnlyInHubLocal()
    {
        var hub = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(ThisFile())!, "../../../Hub"));
        var named = Directory.EnumerateFiles(hub, "*.cs", SearchOption.AllDirectories)
            .Where(file => AgentsTypes().IsMatch(File.ReadAllText(file)))
            .Select(file => Path.GetRelativePath(hub, file));

        Assert.All(named, file => Assert.StartsWith("Local" + Path.DirectorySeparatorChar, file, StringComparison.Ordinal));
        Assert.NotEmpty(named);
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;

    // Inside the namespace Arthas.Hub, `Agent.Targets.Target` would find the agent's namespace as well.
    [GeneratedRegex(@"Arthas\.Agent\b|(?<![\w.""])Agent\.(Agent[A-Z]|(Attach|Commands|Diagnostics|Jobs|Links)\.|Targets\.Target)")]
    private static partial Regex AgentsTypes();
}
