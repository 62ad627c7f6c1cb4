using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Arthas.Silo.Wire;

/// <summary>One of the ports' values on its way between nodes. Null is a value too.</summary>
[GenerateSerializer, Immutable, Alias("arthas.packed")]
internal readonly record struct Packed([property: Id(0)] byte[]? Bytes)
{
    public static Packed Of<T>(T? value, JsonTypeInfo<T> type) =>
        new(value is null ? null : JsonSerializer.SerializeToUtf8Bytes(value, type));

    public T? To<T>(JsonTypeInfo<T> type) => Bytes is null ? default : JsonSerializer.Deserialize(Bytes, type);
}
