using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace Arthas.Fuzzing;

/// <summary>Texts and bytes that are nearly right, or not at all.</summary>
internal static class Texts
{
    /// <summary>Characters that mean something somewhere, and others that break things.</summary>
    private static readonly string[] Odd =
    [
        "", " ", "\t", "\n", "\0", "\u0001", "'", "\"", "\\", "|", "&", ">", ">>", "-", "--", "-h", "#", "@", "$", "{", "}", "[", "]", "(", ")", ",", ":", ".", "*", "?", "/*", "*/", "//",
        "null", "true", "-1", "0", "1e999", "99999999999999999999", "\u00e9", "\u4e2d\u6587", "\ud83d\ude00", "\ud800", "\udc00", "\ufeff", "\u202e", "\\ud800", "\\u0000", "%00", "<script>", "../",
    ];

    public static Gen<string> Any { get; } = Gen.OneOf(
        Gen.Elements(Odd).ListOf().Select(parts => string.Concat(parts)),
        Gen.Choose(0, 0xFFFF).Select(c => (char)c).ListOf().Select(chars => string.Concat(chars)),
        Gen.Choose(32, 126).Select(c => (char)c).ListOf().Select(chars => string.Concat(chars)));

    public static Gen<byte[]> Bytes { get; } = Gen.Choose(0, 255).Select(b => (byte)b).ArrayOf();

    /// <summary>Texts in which a few pieces were left out, doubled or put in.</summary>
    public static Gen<string> Mutated(Gen<string> texts) =>
        from text in texts
        from changes in Gen.Choose(0, 4)
        from mutated in Mutated(text, changes, static (t, at, length, piece) => string.Concat(t.AsSpan(0, at), piece, t.AsSpan(at + length)), static t => t.Length, Gen.Elements(Odd))
        select mutated;

    public static Gen<byte[]> MutatedBytes(Gen<byte[]> bytes) =>
        from whole in bytes
        from changes in Gen.Choose(0, 4)
        from mutated in Mutated(whole, changes, static (b, at, length, piece) => [.. b[..at], .. piece, .. b[(at + length)..]], static b => b.Length, Bytes)
        select mutated;

    public static Gen<byte[]> Utf8(Gen<string> texts) => texts.Select(text => Encoding.UTF8.GetBytes(text));

    /// <summary>The text without one of its parts, for the search of the smallest that fails.</summary>
    public static IEnumerable<string> Smaller(string text)
    {
        for (var length = text.Length / 2; length > 0; length /= 2)
        {
            for (var at = 0; at + length <= text.Length; at += length)
            {
                yield return text.Remove(at, length);
            }
        }
    }

    private static Gen<T> Mutated<T>(T whole, int changes, Func<T, int, int, T, T> replace, Func<T, int> lengthOf, Gen<T> pieces) =>
        changes == 0
            ? Gen.Constant(whole)
            : from at in Gen.Choose(0, lengthOf(whole))
              from length in Gen.Choose(0, Math.Min(6, lengthOf(whole) - at))
              from piece in pieces
              from more in Mutated(replace(whole, at, length, piece), changes - 1, replace, lengthOf, pieces)
              select more;
}
