using System.Collections.Concurrent;
using Arthas.Agent.Targets;
using ICSharpCode.Decompiler.Metadata;

namespace Arthas.Agent.Commands.Jad;

/// <summary>Resolves references to the very files that the target has loaded, or to their neighbours.</summary>
internal sealed class LoadedAssemblies(Target target, IReadOnlyDictionary<string, string> files) : IAssemblyResolver, IDisposable
{
    private readonly string[] _folders = [.. files.Values.Select(Path.GetDirectoryName).OfType<string>().Distinct()];
    private readonly ConcurrentDictionary<string, PEFile?> _opened = new(StringComparer.OrdinalIgnoreCase);

    public MetadataFile? Resolve(IAssemblyReference reference) => _opened.GetOrAdd(reference.Name, Find);

    public Task<MetadataFile?> ResolveAsync(IAssemblyReference reference) => Task.FromResult(Resolve(reference));

    public MetadataFile? ResolveModule(MetadataFile mainModule, string moduleName) => null;

    public Task<MetadataFile?> ResolveModuleAsync(MetadataFile mainModule, string moduleName) => Task.FromResult<MetadataFile?>(null);

    /// <summary>What was opened is held until the end anyway.</summary>
    public IDisposable? BeginSnapshot() => null;

    public void Dispose()
    {
        foreach (var file in _opened.Values)
        {
            file?.Dispose();
        }
    }

    private PEFile? Find(string name)
    {
        var candidates = files.TryGetValue(name, out var loaded) ? [loaded] : _folders.Select(folder => Path.Combine(folder, name + ".dll"));
        return candidates.Select(Open).FirstOrDefault(file => file is not null);
    }

    private PEFile? Open(string path)
    {
        try
        {
            return File.Exists(target.Outside(path)) ? new PEFile(target.Outside(path)) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or BadImageFormatException or MetadataFileNotSupportedException)
        {
            return null;
        }
    }
}
