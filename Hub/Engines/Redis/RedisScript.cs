using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace Arthas.Hub.Engines.Redis;

/// <summary>
/// A Lua script: one atomic change. The files are in <c>Scripts/</c>; the first line of each names the parts
/// (<c>Scripts/Parts/</c>) that go before it, because Redis has no way to share code between scripts.
/// </summary>
internal sealed record RedisScript(string Name, string Text, string Hash)
{
    private const string Needs = "-- needs:";

    private const string Clock = "time";

    /// <param name="terms">Lua that defines the constants the script goes by.</param>
    /// <param name="clock">In place of the part <c>time</c>.</param>
    public static RedisScript Load(string name, string terms, string? clock)
    {
        var body = Read(name);
        var parts = body[..body.IndexOf('\n', StringComparison.Ordinal)];
        if (!parts.StartsWith(Needs, StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"the script {name} does not begin with '{Needs}'");
        }

        var text = new StringBuilder(terms);
        foreach (var part in parts[Needs.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            text.Append(part == Clock && clock is not null ? clock : Read($"Parts/{part}"));
        }

        text.Append(body);
        var whole = text.ToString();
#pragma warning disable CA5350 // Redis names its scripts by SHA-1; nothing is protected by it.
        return new RedisScript(name, whole, Convert.ToHexStringLower(SHA1.HashData(Encoding.UTF8.GetBytes(whole))));
#pragma warning restore CA5350
    }

    private static string Read(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"redis/{name}.lua")
            ?? throw new InvalidOperationException($"the script {name} is not in the assembly");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
