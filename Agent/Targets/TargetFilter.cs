using System.IO.Enumeration;

namespace Arthas.Agent.Targets;

/// <summary>Which applications an agent offers: those its patterns name, or, without patterns, all that are no tools.</summary>
internal sealed class TargetFilter(string? patterns)
{
    /// <summary>The SDK's own processes, and this product's.</summary>
    private static readonly string[] Tools =
    [
        "dotnet", "dotnet-*", "MSBuild", "VBCSCompiler", "csc", "vbc", "fsc", "rzc", "NuGet*", "ilc", "crossgen2*",
        "vstest.console", "testhost*", "datacollector", "Microsoft.TestPlatform.*", "Microsoft.Testing.*",
        "Microsoft.CodeAnalysis.*", "OmniSharp", "Arthas.Hub", "Arthas.Agent", "Arthas.Silo",
    ];

    private readonly string[] _patterns =
        patterns?.Split([',', ';'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];

    public bool Offers(string app) => _patterns.Length > 0 ? Matches(_patterns, app) : !Matches(Tools, app);

    private static bool Matches(IEnumerable<string> patterns, string app) =>
        patterns.Any(pattern => FileSystemName.MatchesSimpleExpression(pattern, app));
}
