using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace Arthas.Agent.Symbols;

/// <summary>Names and source lines of one module, from its file and the portable PDB beside or inside it.</summary>
internal sealed class ModuleSymbols : IDisposable
{
    private readonly PEReader _file;
    private readonly MetadataReaderProvider? _pdbProvider;
    private readonly MetadataReader _metadata;
    private readonly MetadataReader? _pdb;

    private ModuleSymbols(PEReader file, string? pdb)
    {
        _file = file;
        _metadata = file.GetMetadataReader();
        _pdbProvider = OpenPdb(file, pdb);
        _pdb = _pdbProvider?.GetMetadataReader();
    }

    /// <summary>Null when the file cannot be read.</summary>
    public static ModuleSymbols? Open(string path)
    {
        PEReader? file = null;
        try
        {
            file = new PEReader(File.OpenRead(path));
            var pdb = Path.ChangeExtension(path, ".pdb");
            return new ModuleSymbols(file, File.Exists(pdb) ? pdb : null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or BadImageFormatException or InvalidOperationException)
        {
            file?.Dispose();
            return null;
        }
    }

    /// <summary>The type's name as metadata has it: <c>Ns.Outer+List`1</c>. Null for a token that is none of this file's: what the runtime made itself.</summary>
    public string? TypeName(int token)
    {
        try
        {
            return MetadataTokens.EntityHandle(token) is { IsNil: false, Kind: HandleKind.TypeDefinition } handle ? TypeName((TypeDefinitionHandle)handle) : null;
        }
        catch (BadImageFormatException)
        {
            return null;
        }
    }

    /// <summary>
    /// The last source line that starts in the IL from <paramref name="offset"/> to before <paramref name="end"/>, else
    /// that of the IL before it; null where no PDB knows.
    /// </summary>
    public (string File, int Line)? Find(int methodToken, int offset, int end = 0)
    {
        if (_pdb is null || MetadataTokens.EntityHandle(methodToken) is not { IsNil: false, Kind: HandleKind.MethodDefinition } method)
        {
            return null;
        }

        try
        {
            var handle = ((MethodDefinitionHandle)method).ToDebugInformationHandle();
            SequencePoint? found = null;
            foreach (var point in _pdb.GetMethodDebugInformation(handle).GetSequencePoints())
            {
                if (point.Offset > offset && point.Offset >= end)
                {
                    break;
                }

                if (!point.IsHidden)
                {
                    found = point;
                }
            }

            return found is { } at ? (FileName(at.Document), at.StartLine) : null;
        }
        catch (BadImageFormatException)
        {
            return null;
        }
    }

    public void Dispose()
    {
        _pdbProvider?.Dispose();
        _file.Dispose();
    }

    private static MetadataReaderProvider? OpenPdb(PEReader file, string? beside)
    {
        try
        {
            var entries = file.ReadDebugDirectory();
            foreach (var entry in entries.Where(entry => entry.Type == DebugDirectoryEntryType.EmbeddedPortablePdb))
            {
                return file.ReadEmbeddedPortablePdbDebugDirectoryData(entry);
            }

            if (beside is null)
            {
                return null;
            }

            var provider = MetadataReaderProvider.FromPortablePdbStream(File.OpenRead(beside));

            // The PDB of another build would tell wrong lines, which is worse than none.
            var id = new BlobContentId(provider.GetMetadataReader().DebugMetadataHeader!.Id);
            if (entries.Any(entry => entry.Type == DebugDirectoryEntryType.CodeView
                && file.ReadCodeViewDebugDirectoryData(entry).Guid == id.Guid && entry.Stamp == id.Stamp))
            {
                return provider;
            }

            provider.Dispose();
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or BadImageFormatException)
        {
            return null;
        }
    }

    private string TypeName(TypeDefinitionHandle handle)
    {
        var definition = _metadata.GetTypeDefinition(handle);
        var name = _metadata.GetString(definition.Name);
        if (definition.GetDeclaringType() is { IsNil: false } outer)
        {
            return $"{TypeName(outer)}+{name}";
        }

        var space = _metadata.GetString(definition.Namespace);
        return space.Length == 0 ? name : $"{space}.{name}";
    }

    private string FileName(DocumentHandle document)
    {
        var path = _pdb!.GetString(_pdb.GetDocument(document).Name);
        return path[(path.LastIndexOfAny(['/', '\\']) + 1)..];
    }
}
