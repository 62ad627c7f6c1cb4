namespace Arthas.Silo.Journals;

/// <summary>An entry that repeats earlier ones as they were written.</summary>
internal interface ICarriesEntries<TEntry>
{
    /// <summary>Before it is written to a store that keeps bytes.</summary>
    void Pack(Func<TEntry, byte[]> write);

    /// <summary>After it was read from one.</summary>
    void Unpack(Func<byte[], TEntry> read);
}
