namespace Arthas.Silo.Sessions.Entries;

/// <summary>
/// An entry that a checkpoint repeats as it was written: what a newer version put into it, and this one does not know,
/// is still there when the newer one reads it again.
/// </summary>
[GenerateSerializer, Alias("arthas.entry.kept")]
internal sealed record KeptEntry
{
    /// <summary>Null where entries are kept as objects.</summary>
    [Id(0)]
    public byte[]? Bytes { get; set; }

    [field: NonSerialized]
    public SessionEntry? Entry { get; set; }
}
