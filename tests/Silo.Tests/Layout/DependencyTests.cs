using System.Diagnostics;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text.RegularExpressions;
using Arthas.Hub.Tests.Layout;

namespace Arthas.Silo.Tests.Layout;

/// <summary>Who may name what: an agent is light, and a store or a framework can be replaced where it is named.</summary>
public sealed partial class DependencyTests(DependencyTests.PublishedAgent agent, ITestOutputHelper output) : IClassFixture<DependencyTests.PublishedAgent>
{
    private const long MostBytes = 12_000_000;

    [Fact]
    public void Agent_isPublishedWithoutOrleansOrRedis()
    {
        var assemblies = Directory.EnumerateFiles(agent.Folder, "*.dll").ToList();

        Assert.Contains(assemblies, static file => Path.GetFileName(file) == "Arthas.Contracts.dll");
        Assert.Contains(assemblies, static file => Path.GetFileName(file) == "Arthas.Agent.dll");
        Assert.All(assemblies.Select(Path.GetFileName), static name => Assert.DoesNotMatch("Orleans|Redis|Arthas.Silo|Arthas.Hub", name));
        Assert.All(assemblies, static file => Assert.DoesNotContain(References(file), static name => Foreign().IsMatch(name)));
        Assert.DoesNotMatch("\"Microsoft\\.Orleans|StackExchange", File.ReadAllText(Path.Combine(agent.Folder, "Arthas.Agent.deps.json")));
    }

    [Fact]
    public void Agent_publishedForARuntimeThatIsThere_isSmall()
    {
        var files = new DirectoryInfo(agent.Folder).EnumerateFiles("*", SearchOption.AllDirectories).ToList();
        var bytes = files.Sum(static file => file.Length);

        output.WriteLine($"The agent, published framework-dependent: {bytes / 1e6:0.0} MB in {files.Count} files");
        foreach (var file in files.OrderByDescending(static file => file.Length).Take(8))
        {
            output.WriteLine($"{file.Length / 1e6,6:0.0} {Path.GetRelativePath(agent.Folder, file.FullName)}");
        }

        Assert.InRange(bytes, 1, MostBytes);
    }

    [Fact]
    public void Contracts_referToTheFrameworkOnly() => Assert.All(
        References(Path.Combine(agent.Folder, "Arthas.Contracts.dll")),
        static name => Assert.Matches(@"^System\.|^netstandard$|^Microsoft\.(CSharp|Win32\.Primitives)$", name));

    [Fact]
    public void Silo_doesNotNameHubOrAgent()
    {
        Assert.Empty(Naming(UpTypes(), "Silo"));
        Assert.Empty(Naming(AboveTypes(), "Contracts"));
    }

    [Fact]
    public void Redis_isNamedByJournalsAndHostingOnly()
    {
        var named = Naming(RedisTypes(), "Silo", "Hub", "Contracts", "Agent").ToList();

        Assert.All(named, static file => Assert.Matches("^Silo/(Journals|Hosting)/", file));
        Assert.NotEmpty(named);
    }

    private static IEnumerable<string> Naming(Regex names, params string[] projects) =>
        Sources.Of(projects).Where(file => names.IsMatch(file.Text)).Select(static file => file.Path);

    /// <summary>What an assembly refers to; nothing when it is none.</summary>
    private static List<string> References(string file)
    {
        using var reader = new PEReader(File.OpenRead(file));
        if (!reader.HasMetadata)
        {
            return [];
        }

        var metadata = reader.GetMetadataReader();
        return [.. metadata.AssemblyReferences.Select(reference => metadata.GetString(metadata.GetAssemblyReference(reference).Name))];
    }

    [GeneratedRegex("Orleans|StackExchange|^Arthas.(Silo|Hub)$")]
    private static partial Regex Foreign();

    [GeneratedRegex(@"(using|typeof\() ?Arthas\.(Hub|Agent)\b")]
    private static partial Regex UpTypes();

    [GeneratedRegex(@"(using|typeof\() ?(Arthas\.(Hub|Silo|Agent)|Orleans)\b")]
    private static partial Regex AboveTypes();

    [GeneratedRegex(@"StackExchange\.Redis|\b(ConnectionMultiplexer|RedisResult|RedisServerException|ConfigurationOptions)\b")]
    private static partial Regex RedisTypes();

    /// <summary>The agent as <c>dotnet publish</c> leaves it, of what is built already.</summary>
    public sealed class PublishedAgent : IAsyncLifetime
    {
        internal string Folder { get; } = Directory.CreateTempSubdirectory("arthas-agent-").FullName;

        public async ValueTask InitializeAsync()
        {
            var configuration = char.ToUpperInvariant(Built.Configuration[0]) + Built.Configuration[1..];
            var info = new ProcessStartInfo(
                "dotnet",
                ["publish", Path.Combine(Sources.Root, "Agent", "Agent.csproj"), "-c", configuration, "--no-build", "--nologo", "-v", "q", "-nodeReuse:false", "-o", Folder])
            {
                RedirectStandardOutput = true,
            };
            using var publish = Process.Start(info)!;
            var said = await publish.StandardOutput.ReadToEndAsync();
            await publish.WaitForExitAsync();
            Assert.True(publish.ExitCode == 0, said);
        }

        public ValueTask DisposeAsync()
        {
            Directory.Delete(Folder, recursive: true);
            return ValueTask.CompletedTask;
        }
    }
}
