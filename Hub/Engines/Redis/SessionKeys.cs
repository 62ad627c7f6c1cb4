using System.Buffers;

namespace Arthas.Hub.Engines.Redis;

/// <summary>
/// Where a session lives. All keys of a session carry one hash tag, so that a script may change them together on a
/// Redis cluster as well. Sixteen tags and not one a session, because what is due, the sum of the logs and the list of
/// sessions must change together with the session: an index elsewhere would be wrong after a node died between the two.
/// </summary>
internal static class SessionKeys
{
    private const string Hex = "0123456789abcdef";
    private const int IdLength = 36;

    private static readonly SearchValues<char> IdLetters = SearchValues.Create(Hex + "-");

    /// <summary>All there are. Part of the format of what is kept: another number is another cluster.</summary>
    public static IReadOnlyList<string> Tags { get; } = [.. Hex.Select(c => $"arthas:{{{c}}}:")];

    /// <summary>Null for what cannot be a session's id: a client may send anything, and it must not become a key.</summary>
    public static string? Of(string sessionId) =>
        sessionId.Length == IdLength && Tag(sessionId) is >= 0 and var tag && !sessionId.AsSpan().ContainsAnyExcept(IdLetters)
            ? $"{Tags[tag]}s:{sessionId}"
            : null;

    public static int Tag(string sessionId) => Hex.IndexOf(sessionId[0], StringComparison.Ordinal);
}
