using System.Collections.Concurrent;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Runtime.CompilerServices;

namespace Arthas.Probe.Values;

/// <summary>A place in source: the file's name without its folder, and the line; -1 when there are no symbols.</summary>
internal readonly record struct SourceLine(string? File, int Line)
{
    public static SourceLine Unknown { get; } = new(null, -1);
}

/// <summary>Lines of methods, read from the portable PDBs that lie beside the assemblies or inside them.</summary>
internal static class SourceLines
{
    private const int MaxKnown = 20_000;

    private static readonly ConcurrentDictionary<(Guid Module, int Token, int Offset), SourceLine> Known = new();
    private static readonly ConditionalWeakTable<Assembly, Symbols> Open = new();

    public static SourceLine Find(MethodBase method, int offset)
    {
        if (offset < 0 || method.Module.Assembly.IsDynamic)
        {
            return SourceLine.Unknown;
        }

        var key = (method.Module.ModuleVersionId, method.MetadataToken, offset);
        if (Known.TryGetValue(key, out var line))
        {
            return line;
        }

        try
        {
            line = Open.GetValue(method.Module.Assembly, static a => new Symbols(a)).Find(method.MetadataToken, offset);
        }
        catch (Exception)
        {
            // A trimmed application may lack the reader, and a PDB may be of another build.
            line = SourceLine.Unknown;
        }

        if (Known.Count < MaxKnown)
        {
            Known[key] = line;
        }

        return line;
    }

    /// <summary>The open PDB of one assembly; mapped into memory by its reader, not copied.</summary>
    private sealed class Symbols
    {
        private readonly MetadataReader? _reader;

        public Symbols(Assembly assembly)
        {
            if (assembly.Location is not { Length: > 0 } location)
            {
                return;
            }

            using var image = new PEReader(File.OpenRead(location));
            if (image.TryOpenAssociatedPortablePdb(location, static path => File.Exists(path) ? File.OpenRead(path) : null, out var provider, out _))
            {
                _reader = provider!.GetMetadataReader();
            }
        }

        public SourceLine Find(int token, int offset)
        {
            if (_reader is null)
            {
                return SourceLine.Unknown;
            }

            var found = SourceLine.Unknown;
            lock (_reader)
            {
                var method = (MethodDefinitionHandle)MetadataTokens.EntityHandle(token);
                foreach (var point in _reader.GetMethodDebugInformation(method).GetSequencePoints())
                {
                    if (point.Offset > offset)
                    {
                        break;
                    }

                    if (!point.IsHidden)
                    {
                        var document = _reader.GetString(_reader.GetDocument(point.Document).Name);
                        found = new SourceLine(document[(document.LastIndexOfAny(['/', '\\']) + 1)..], point.StartLine);
                    }
                }
            }

            return found;
        }
    }
}
