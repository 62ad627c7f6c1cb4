using System.Security.Cryptography;

namespace Arthas.Silo.Sessions;

/// <summary>
/// Who knows a session's id can use the session: a version 4 UUID whose 122 bits come from a cryptographic source on
/// every platform, which <see cref="Guid.NewGuid"/> does not promise.
/// </summary>
internal static class SessionId
{
    public static string New()
    {
        Span<byte> bytes = stackalloc byte[16];
        RandomNumberGenerator.Fill(bytes);
        bytes[6] = (byte)((bytes[6] & 0x0f) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3f) | 0x80);
        return new Guid(bytes, bigEndian: true).ToString();
    }

    /// <summary>Whether it can be one: a client may send anything, and only what can be a session's id is looked for.</summary>
    public static bool IsOne(string text) => Guid.TryParseExact(text, "D", out _);
}
