using System.Collections.Concurrent;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using Arthas.Probe.Values;

namespace Arthas.Probe.Weaving.Sites;

/// <summary>
/// Names what call instructions of one module call, from its metadata alone: to resolve a token would load types, and
/// even assemblies, that the application has not needed so far.
/// </summary>
internal sealed unsafe class CalledMethods
{
    private const byte GenericInstance = 0x15;

    private static readonly CalledMethod Unknown = new("<unknown>", "<unknown>", IsFramework: true);

    private readonly MetadataReader _reader;
    private readonly bool _framework;
    private readonly ConcurrentDictionary<int, CalledMethod> _known = [];

    private CalledMethods(Assembly assembly, byte* blob, int length)
    {
        _reader = new MetadataReader(blob, length);
        _framework = Framework.Owns(assembly);
    }

    /// <summary>Null where there is no metadata to read: a trimmed application may lack the reader.</summary>
    public static CalledMethods? Of(Assembly assembly)
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

    public CalledMethod Of(int token) => _known.GetOrAdd(token, static (t, self) => self.Read(t), this);

    private static CalledMethods? Open(Assembly assembly) =>
        !assembly.IsDynamic && assembly.TryGetRawMetadata(out var blob, out var length) ? new CalledMethods(assembly, blob, length) : null;

    private CalledMethod Read(int token)
    {
        try
        {
            return Method(MetadataTokens.EntityHandle(token));
        }
        catch (Exception e) when (e is BadImageFormatException or ArgumentException or InvalidCastException)
        {
            return Unknown;
        }
    }

    private CalledMethod Method(EntityHandle handle)
    {
        switch (handle.Kind)
        {
            case HandleKind.MethodSpecification:
                return Method(_reader.GetMethodSpecification((MethodSpecificationHandle)handle).Method);
            case HandleKind.MethodDefinition:
                var definition = _reader.GetMethodDefinition((MethodDefinitionHandle)handle);
                return new(Name(definition.GetDeclaringType()), _reader.GetString(definition.Name), _framework);
            case HandleKind.MemberReference:
                var reference = _reader.GetMemberReference((MemberReferenceHandle)handle);
                var (type, framework) = Parent(reference.Parent);
                return new(type, _reader.GetString(reference.Name), framework);
            default:
                return Unknown;
        }
    }

    private (string Name, bool Framework) Parent(EntityHandle handle) => handle.Kind switch
    {
        HandleKind.TypeDefinition => (Name((TypeDefinitionHandle)handle), _framework),
        HandleKind.TypeReference => (Name((TypeReferenceHandle)handle), IsFramework((TypeReferenceHandle)handle)),
        HandleKind.TypeSpecification => Specification((TypeSpecificationHandle)handle),
        HandleKind.MethodDefinition => (Name(_reader.GetMethodDefinition((MethodDefinitionHandle)handle).GetDeclaringType()), _framework),
        _ => (Unknown.ClassName, true),
    };

    /// <summary>An instantiation goes by its definition; arrays and type parameters have no code of the application's.</summary>
    private (string Name, bool Framework) Specification(TypeSpecificationHandle handle)
    {
        var blob = _reader.GetBlobReader(_reader.GetTypeSpecification(handle).Signature);
        if (blob.ReadByte() != GenericInstance)
        {
            return ("System.Array", true);
        }

        blob.ReadByte();
        return Parent(blob.ReadTypeHandle());
    }

    private bool IsFramework(TypeReferenceHandle handle)
    {
        var scope = _reader.GetTypeReference(handle).ResolutionScope;
        return scope.Kind switch
        {
            HandleKind.TypeReference => IsFramework((TypeReferenceHandle)scope),
            HandleKind.AssemblyReference => Framework.HasKey(_reader.GetBlobBytes(_reader.GetAssemblyReference((AssemblyReferenceHandle)scope).PublicKeyOrToken)),
            _ => _framework,
        };
    }

    private string Name(TypeDefinitionHandle handle)
    {
        var definition = _reader.GetTypeDefinition(handle);
        var name = _reader.GetString(definition.Name);
        return definition.IsNested ? $"{Name(definition.GetDeclaringType())}+{name}" : Name(definition.Namespace, name);
    }

    private string Name(TypeReferenceHandle handle)
    {
        var reference = _reader.GetTypeReference(handle);
        var name = _reader.GetString(reference.Name);
        return reference.ResolutionScope.Kind == HandleKind.TypeReference ? $"{Name((TypeReferenceHandle)reference.ResolutionScope)}+{name}" : Name(reference.Namespace, name);
    }

    private string Name(StringHandle space, string name) => space.IsNil ? name : $"{_reader.GetString(space)}.{name}";
}

/// <param name="IsFramework">It belongs to the runtime's own assemblies.</param>
internal sealed record CalledMethod(string ClassName, string MethodName, bool IsFramework);
