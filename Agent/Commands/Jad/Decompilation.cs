using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using Arthas.Agent.Jobs;
using Arthas.Agent.Symbols;
using Arthas.Agent.Targets;
using ICSharpCode.Decompiler;
using ICSharpCode.Decompiler.CSharp;
using ICSharpCode.Decompiler.CSharp.OutputVisitor;
using ICSharpCode.Decompiler.CSharp.Syntax;
using ICSharpCode.Decompiler.CSharp.Transforms;
using ICSharpCode.Decompiler.IL;
using ICSharpCode.Decompiler.Metadata;

namespace Arthas.Agent.Commands.Jad;

/// <summary>One loaded type back to C#.</summary>
internal sealed class Decompilation(Target target, FoundType type, IReadOnlyDictionary<string, string> assemblies, CancellationToken cancel)
{
    /// <param name="method">Null for the whole type.</param>
    /// <exception cref="CommandException">The module cannot be read, or has no such method.</exception>
    public DecompiledSource Run(string? method)
    {
        if (type.Location.Length == 0)
        {
            throw new CommandException(-1, $"{type.Name} comes from no file (it was emitted, loaded from bytes, or bundled into a single file), so there is no IL to decompile");
        }

        try
        {
            using var module = new PEFile(target.Outside(type.Location));
            return Decompile(module, method);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or BadImageFormatException or MetadataFileNotSupportedException)
        {
            throw new CommandException(-1, $"{type.Location} cannot be read: {e.Message}");
        }
    }

    private DecompiledSource Decompile(PEFile module, string? method)
    {
        var settings = new DecompilerSettings(LanguageVersion.Latest) { ThrowOnAssemblyResolveErrors = false };
        settings.CSharpFormattingOptions.IndentationString = "    ";
        using var resolver = new LoadedAssemblies(target, assemblies);
        var decompiler = new CSharpDecompiler(module, resolver, settings) { CancellationToken = cancel };
        var tree = method is null
            ? decompiler.DecompileTypes([Handle(type.Token)])
            : decompiler.Decompile(Methods(module.Metadata, method));

        var text = new StringWriter { NewLine = "\n" };
        tree.AcceptVisitor(new InsertParenthesesVisitor { InsertParenthesesForReadability = true });
        tree.AcceptVisitor(new CSharpOutputVisitor(TokenWriter.CreateWriterThatSetsLocationsInAST(text, "    "), settings.CSharpFormattingOptions));
        return new DecompiledSource(text.ToString(), Lines(module, decompiler.CreateSequencePoints(tree)));
    }

    private static TypeDefinitionHandle Handle(int token) => (TypeDefinitionHandle)MetadataTokens.EntityHandle(token);

    private List<EntityHandle> Methods(MetadataReader metadata, string name)
    {
        var wanted = name == "<init>" ? ".ctor" : name;
        var methods = metadata.GetTypeDefinition(Handle(type.Token)).GetMethods()
            .Where(handle => metadata.StringComparer.Equals(metadata.GetMethodDefinition(handle).Name, wanted))
            .Select(handle => (EntityHandle)handle)
            .ToList();
        return methods.Count > 0 ? methods : throw new CommandException(-1, $"No method found for: {type.Name} {name}");
    }

    /// <summary>
    /// A decompiled line knows its IL, and the PDB knows the source line of that IL. The decompiler's ranges begin in the
    /// jumps that the compiler put before a statement, hence the last source line within each.
    /// </summary>
    private SortedDictionary<int, int> Lines(PEFile module, Dictionary<ILFunction, List<ICSharpCode.Decompiler.DebugInfo.SequencePoint>> points)
    {
        var lines = new SortedDictionary<int, int>();
        using var symbols = ModuleSymbols.Open(target.Outside(type.Location));
        if (symbols is null)
        {
            return lines;
        }

        foreach (var (function, ofFunction) in points)
        {
            if ((function.MoveNextMethod ?? function.Method) is not { MetadataToken.IsNil: false } method || method.ParentModule?.MetadataFile != module)
            {
                continue;
            }

            foreach (var point in ofFunction.Where(point => !point.IsHidden))
            {
                if (symbols.Find(MetadataTokens.GetToken(method.MetadataToken), point.Offset, point.EndOffset) is { } original)
                {
                    lines[point.StartLine] = Math.Min(original.Line, lines.GetValueOrDefault(point.StartLine, int.MaxValue));
                }
            }
        }

        return lines;
    }
}
