using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Arthas.Contracts.CommandLine;

namespace Arthas.Hub.Links;

/// <summary>Names a list of commands by what is in it.</summary>
internal static partial class CatalogueHash
{
    public static string Of(CommandSpec[] commands) =>
        Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(commands, Json.Default.CommandSpecArray)));

    [JsonSerializable(typeof(CommandSpec[]))]
    private sealed partial class Json : JsonSerializerContext;
}
