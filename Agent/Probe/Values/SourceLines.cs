using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace Arthas.Probe.Values;

/// <summary>A place in source: the file's name without its folder, and the line; -1 when there are no symbols.</summary>
internal readonly record struct SourceLine(string? File, int Line)
{
    public static SourceLine Unknown { get; } = new(null, -1);
}

/// <summary>
/// Lines of methods, read from the portable PDBs that lie beside the assemblies or inside them. They stay open until
/// <see cref="Close"/>, for the next frame is mostly of the same assembly.
/// </summary>
internal static class SourceLines
{
    private static readonly Dictionary<Assembly, Symbols> Open = [];

    public static SourceLine Find(MethodBase method, int offset)
    {
        var assembly = method.Module.Assembly;
        if (offset < 0 || assembly.IsDynamic)
        {
            return SourceLine.Unknown;
        }

        try
        {
            lock (Open)
            {
                if (!Open.TryGetValue(assembly, out var symbols))
                {
                    Open[assembly] = symbols = new Symbols(assembly);
                }

                return symbols.Find(method.MetadataToken, offset);
            }
        }
        catch (Exception)
        {
            // A trimmed application may lack the reader, and a PDB may be of another build.
            return SourceLine.Unknown;
        }
    }

    /// <summary>Lets go of the files. Called when nobody listens any more.</summary>
    public static void Close()
    {
        lock (Open)
        {
            foreach (var symbols in Open.Values)
            {
                symbols.Dispose();
            }

            Open.Clear();
        }
    }

    /// <summary>The open PDB of one assembly; mapped into memory by its reader, not copied.</summary>
    private sealed class Symbols : IDisposable
    {
        private readonly MetadataReaderProvider? _provider;

        public Symbols(Assembly assembly)
        {
            if (assembly.Location is not { Length: > 0 } location)
            {
                return;
            }

            using var image = new PEReader(File.OpenRead(location));
            image.TryOpenAssociatedPortablePdb(location, static path => File.Exists(path) ? File.OpenRead(path) : null, out _provider, out _);
        }

        public SourceLine Find(int token, int offset)
        {
            var found = SourceLine.Unknown;
            if (_provider?.GetMetadataReader() is not { } reader)
            {
                return found;
            }

            var method = (MethodDefinitionHandle)MetadataTokens.EntityHandle(token);
            foreach (var point in reader.GetMethodDebugInformation(method).GetSequencePoints())
            {
                if (point.Offset > offset)
                {
                    break;
                }

                if (!point.IsHidden)
                {
                    var document = reader.GetString(reader.GetDocument(point.Document).Name);
                    found = new SourceLine(document[(document.LastIndexOfAny(['/', '\\']) + 1)..], point.StartLine);
                }
            }

            return found;
        }

        public void Dispose() => _provider?.Dispose();
    }
}
