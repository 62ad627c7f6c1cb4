using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace Arthas.Probe.Types;

/// <summary>
/// Reads the names of an assembly's types, and of what they derive from, without loading them: a wildcard over all
/// assemblies would otherwise leave thousands of types in the target for good.
/// </summary>
internal sealed unsafe class TypeNamesInMetadata
{
    private static readonly TypeDefinitionHandle GlobalType = MetadataTokens.TypeDefinitionHandle(1);

    private readonly Assembly _assembly;
    private readonly MetadataReader _reader;

    private TypeNamesInMetadata(Assembly assembly, byte* blob, int length)
    {
        _assembly = assembly;
        _reader = new MetadataReader(blob, length);
    }

    /// <summary>Null where there is none to read: an assembly made at run time, or a trimmed application without the reader.</summary>
    public static TypeNamesInMetadata? Of(Assembly assembly)
    {
        try
        {
            return Open(assembly);
        }
        catch (Exception)
        {
            return null;
        }
    }

    public IEnumerable<Type> Matching(NamePattern pattern)
    {
        foreach (var handle in _reader.TypeDefinitions)
        {
            if (handle != GlobalType && pattern.Matches(Name(handle)) && Load(handle) is { } type)
            {
                yield return type;
            }
        }
    }

    /// <summary>Types that say they derive from, or implement, one of these names. Names alone are no proof.</summary>
    public IEnumerable<Type> Deriving(HashSet<string> parents)
    {
        foreach (var handle in _reader.TypeDefinitions)
        {
            var definition = _reader.GetTypeDefinition(handle);
            if ((IsOneOf(definition.BaseType, parents) || definition.GetInterfaceImplementations().Any(i => IsOneOf(_reader.GetInterfaceImplementation(i).Interface, parents)))
                && Load(handle) is { } type)
            {
                yield return type;
            }
        }
    }

    private static TypeNamesInMetadata? Open(Assembly assembly) =>
        !assembly.IsDynamic && assembly.TryGetRawMetadata(out var blob, out var length) ? new TypeNamesInMetadata(assembly, blob, length) : null;

    private Type? Load(TypeDefinitionHandle handle)
    {
        try
        {
            return _assembly.ManifestModule.ResolveType(MetadataTokens.GetToken(handle));
        }
        catch (Exception e) when (e is IOException or BadImageFormatException or TypeLoadException or ArgumentException)
        {
            return null;
        }
    }

    private string Name(TypeDefinitionHandle handle)
    {
        var definition = _reader.GetTypeDefinition(handle);
        var name = _reader.GetString(definition.Name);
        if (definition.IsNested)
        {
            return $"{Name(definition.GetDeclaringType())}+{name}";
        }

        return definition.Namespace.IsNil ? name : $"{_reader.GetString(definition.Namespace)}.{name}";
    }

    private bool IsOneOf(EntityHandle handle, HashSet<string> parents) => !handle.IsNil && handle.Kind switch
    {
        HandleKind.TypeDefinition => parents.Contains(Name((TypeDefinitionHandle)handle)),
        HandleKind.TypeReference => parents.Contains(Name((TypeReferenceHandle)handle)),
        HandleKind.TypeSpecification => Instantiated((TypeSpecificationHandle)handle) is { IsNil: false } definition && IsOneOf(definition, parents),
        _ => false,
    };

    private string Name(TypeReferenceHandle handle)
    {
        var reference = _reader.GetTypeReference(handle);
        var name = _reader.GetString(reference.Name);
        if (reference.ResolutionScope.Kind == HandleKind.TypeReference)
        {
            return $"{Name((TypeReferenceHandle)reference.ResolutionScope)}+{name}";
        }

        return reference.Namespace.IsNil ? name : $"{_reader.GetString(reference.Namespace)}.{name}";
    }

    /// <summary>The generic definition of an instantiation: GENERICINST, CLASS or VALUETYPE, then the coded token.</summary>
    private EntityHandle Instantiated(TypeSpecificationHandle handle)
    {
        var blob = _reader.GetBlobReader(_reader.GetTypeSpecification(handle).Signature);
        return blob.ReadSignatureTypeCode() == SignatureTypeCode.GenericTypeInstance && blob.ReadByte() is 0x12 or 0x11 ? blob.ReadTypeHandle() : default;
    }
}
