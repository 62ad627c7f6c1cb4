using System.Buffers.Binary;
using System.Text;

namespace Arthas.Agent.Diagnostics;

/// <summary>What a runtime says of itself.</summary>
/// <param name="EntryAssembly">Empty until the process has got to its entry point.</param>
/// <param name="Version">Such as <c>10.0.12</c>.</param>
/// <param name="RuntimeIdentifier">Such as <c>linux-x64</c>; null before .NET 8.</param>
internal sealed record RuntimeFacts(string Architecture, string EntryAssembly, string Version, string? RuntimeIdentifier)
{
    /// <summary>ProcessInfo2 or, with its version in front, ProcessInfo3: pid u64, cookie 16, command line, OS, architecture, entry assembly, version [, RID].</summary>
    public static RuntimeFacts Read(ReadOnlySpan<byte> payload, bool versioned)
    {
        try
        {
            var rest = payload[((versioned ? 4 : 0) + 8 + 16)..];
            Text(ref rest);
            Text(ref rest);
            return new RuntimeFacts(Text(ref rest), Text(ref rest), Cut(Text(ref rest)), versioned ? Text(ref rest) : null);
        }
        catch (ArgumentOutOfRangeException e)
        {
            throw new IOException("its runtime's answer cannot be read", e);
        }
    }

    private static string Text(ref ReadOnlySpan<byte> rest)
    {
        var length = BinaryPrimitives.ReadInt32LittleEndian(rest) * 2;
        var text = Encoding.Unicode.GetString(rest.Slice(4, length)).TrimEnd('\0');
        rest = rest[(4 + length)..];
        return text;
    }

    /// <summary>Without the commit: <c>10.0.12+4e1c…</c>, and in older runtimes <c>8.0.31 @Commit: …</c>.</summary>
    private static string Cut(string version) => version.Split('+', ' ')[0];
}
