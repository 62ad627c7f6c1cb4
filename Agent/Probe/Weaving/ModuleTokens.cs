using Arthas.Probe.Weaving.Native;
using Arthas.Probe.Weaving.Signatures;
using Arthas.Probe.Weaving.Sites;

namespace Arthas.Probe.Weaving;

/// <summary>
/// Tokens for types and signatures in one module, each added to its metadata at most once. Only what a blob can say
/// without naming another assembly is ever added, so no reference of any kind is.
/// </summary>
internal sealed class ModuleTokens(RejitPort port, nint emit)
{
    private const byte Int32 = 0x08, Int64 = 0x0A;

    private static readonly byte[] EnterSignature =
        [0x00, 4, SignatureReader.Object, Int32, SignatureReader.Object, .. Objects, SignatureReader.ByRef, Int64];

    private static readonly byte[] LeaveSignature =
        [0x00, 7, SignatureReader.Void, Int32, SignatureReader.Object, SignatureReader.Object, SignatureReader.Object, .. Objects, .. Objects, Int64];

    private static readonly byte[] WantedSignature =
        [0x00, 8, SignatureReader.Boolean, Int32, Int64, Int64, Int64, SignatureReader.Object, SignatureReader.Object, SignatureReader.Double, SignatureReader.Double];

    private static readonly byte[] AwaitableSignature = [0x00, 2, SignatureReader.Object, SignatureReader.Object, SignatureReader.Object];

    private static readonly byte[] SiteSignature = [0x00, 2, SignatureReader.Void, SignatureReader.Object, Int32];

    private static readonly byte[] EventSignature = [0x00, 2, SignatureReader.Void, SignatureReader.Object, SignatureReader.Object];

    private static readonly byte[] LineSignature = [0x00, 5, SignatureReader.Void, SignatureReader.Object, Int32, SignatureReader.Object, .. Objects, .. Objects];

    private static ReadOnlySpan<byte> Objects => [SignatureReader.Vector, SignatureReader.Object];

    private readonly Dictionary<string, uint> _types = [];
    private readonly Dictionary<string, uint> _signatures = [];

    public uint Object => Type([SignatureReader.Object]);

    public uint NativeInt => Type([SignatureReader.NativeInt]);

    /// <summary>Of <see cref="Hooks.Enter(int, object, object[], ref long)"/>.</summary>
    public uint Enter => Signature(EnterSignature);

    /// <summary>Of <see cref="Hooks.Return"/> and <see cref="Hooks.Throw"/>.</summary>
    public uint Leave => Signature(LeaveSignature);

    /// <summary>Of <see cref="Hooks.Awaitable"/>.</summary>
    public uint Awaitable => Signature(AwaitableSignature);

    /// <summary>Of <see cref="Hooks.Wanted"/>.</summary>
    public uint Wanted => Signature(WantedSignature);

    /// <summary>Of <see cref="SiteHooks.Calling"/>, <see cref="SiteHooks.Called"/> and <see cref="SiteHooks.Unwound"/>.</summary>
    public uint Site => Signature(SiteSignature);

    /// <summary>Of <see cref="SiteHooks.Suspending"/>, <see cref="SiteHooks.Suspended"/> and <see cref="SiteHooks.Completing"/>.</summary>
    public uint Event => Signature(EventSignature);

    /// <summary>Of <see cref="SiteHooks.Passing"/>.</summary>
    public uint Line => Signature(LineSignature);

    public uint Type(ReadOnlySpan<byte> blob)
    {
        if (blob[0] is SignatureReader.ValueType or SignatureReader.Class)
        {
            return Named(blob);
        }

        var key = Convert.ToHexString(blob);
        if (!_types.TryGetValue(key, out var token))
        {
            _types[key] = token = port.TypeToken(emit, blob);
        }

        return token;
    }

    public uint Signature(ReadOnlySpan<byte> blob)
    {
        var key = Convert.ToHexString(blob);
        if (!_signatures.TryGetValue(key, out var token))
        {
            _signatures[key] = token = port.SignatureToken(emit, blob);
        }

        return token;
    }

    private static uint Named(ReadOnlySpan<byte> blob)
    {
        const uint TypeReference = 0x01000000, TypeDefinition = 0x02000000, TypeSpecification = 0x1B000000;
        var reader = new SignatureReader(blob);
        reader.Byte();
        var coded = reader.Compressed();
        var table = (coded & 3) switch { 0 => TypeDefinition, 1 => TypeReference, _ => TypeSpecification };
        return table | (coded >> 2);
    }
}
