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

/// <param name="Offset">In the IL.</param>
internal readonly record struct StatementPoint(int Offset, int Line, string File);

/// <summary>
/// Lines and variables of methods, read from the portable PDBs that lie beside the assemblies or inside them. They stay open until
/// <see cref="Close"/>, for the next frame is mostly of the same assembly.
/// </summary>
internal static class SourceLines
{
    private static readonly Guid AsyncStepping = new("54FD2AC5-E925-401A-9C2A-F94F171072F8");

    private static readonly Dictionary<Assembly, Symbols> Open = [];

    public static SourceLine Find(MethodBase method, int offset)
    {
        var assembly = method.Module.Assembly;
        if (offset < 0 || assembly.IsDynamic)
        {
            return SourceLine.Unknown;
        }

        return With(method, symbols => symbols.Find(method.MetadataToken, offset), SourceLine.Unknown);
    }

    /// <summary>Where the statements of a method begin, in the order of its IL; none without symbols.</summary>
    public static IReadOnlyList<StatementPoint> Statements(MethodBase method) => With(method, symbols => symbols.Statements(method.MetadataToken), []);

    /// <summary>Where an async method waits.</summary>
    /// <param name="method">Its state machine's code.</param>
    /// <param name="state">Of the state machine: which of its awaits, from 0.</param>
    public static SourceLine Await(MethodBase method, int state) => With(method, symbols => symbols.Find(method.MetadataToken, symbols.YieldOffset(method.MetadataToken, state)), SourceLine.Unknown);

    /// <summary>The local variables that have a name where <paramref name="offset"/> lies, by index.</summary>
    public static IReadOnlyList<(int Index, string Name)> Locals(MethodBase method, int offset) => With(method, symbols => symbols.Locals(method.MetadataToken, offset), []);

    private static T With<T>(MethodBase method, Func<Symbols, T> ask, T otherwise)
    {
        try
        {
            lock (Open)
            {
                var assembly = method.Module.Assembly;
                if (!Open.TryGetValue(assembly, out var symbols))
                {
                    Open[assembly] = symbols = new Symbols(assembly);
                }

                return ask(symbols);
            }
        }
        catch (Exception)
        {
            // A trimmed application may lack the reader, and a PDB may be of another build.
            return otherwise;
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
            if (offset < 0 || _provider?.GetMetadataReader() is not { } reader)
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

        /// <summary>Of an await, from the stepping information: a handler's offset, then for each await where it yields, where it resumes, and in which method.</summary>
        public int YieldOffset(int token, int state)
        {
            if (_provider?.GetMetadataReader() is not { } reader)
            {
                return -1;
            }

            foreach (var handle in reader.GetCustomDebugInformation(MetadataTokens.EntityHandle(token)))
            {
                var information = reader.GetCustomDebugInformation(handle);
                if (reader.GetGuid(information.Kind) != AsyncStepping)
                {
                    continue;
                }

                var blob = reader.GetBlobReader(information.Value);
                blob.ReadUInt32();
                for (var i = 0; blob.RemainingBytes > 0; i++)
                {
                    var offset = (int)blob.ReadUInt32();
                    if (i == state)
                    {
                        return offset;
                    }

                    blob.ReadUInt32();
                    blob.ReadCompressedInteger();
                }
            }

            return -1;
        }

        public IReadOnlyList<StatementPoint> Statements(int token)
        {
            if (_provider?.GetMetadataReader() is not { } reader)
            {
                return [];
            }

            var method = (MethodDefinitionHandle)MetadataTokens.EntityHandle(token);
            return [.. reader.GetMethodDebugInformation(method).GetSequencePoints().Where(static p => !p.IsHidden).Select(p => new StatementPoint(p.Offset, p.StartLine, FileOf(reader, p)))];
        }

        public IReadOnlyList<(int Index, string Name)> Locals(int token, int offset)
        {
            if (_provider?.GetMetadataReader() is not { } reader)
            {
                return [];
            }

            var scopes = reader.GetLocalScopes((MethodDefinitionHandle)MetadataTokens.EntityHandle(token)).Select(reader.GetLocalScope);
            return
            [
                .. scopes.Where(scope => scope.StartOffset <= offset && offset < scope.EndOffset)
                    .SelectMany(static scope => scope.GetLocalVariables()).Select(reader.GetLocalVariable)
                    .Select(variable => (variable.Index, reader.GetString(variable.Name))),
            ];
        }

        public void Dispose() => _provider?.Dispose();

        private static string FileOf(MetadataReader reader, SequencePoint point)
        {
            var path = reader.GetString(reader.GetDocument(point.Document).Name);
            return path[(path.LastIndexOfAny(['/', '\\']) + 1)..];
        }
    }
}
