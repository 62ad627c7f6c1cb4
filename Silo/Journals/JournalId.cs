namespace Arthas.Silo.Journals;

/// <summary>
/// Where an entry stands: its owner's epoch, and its place among what that owner wrote, from 1 (0 is the claim itself).
/// Every entry of a later owner comes after every entry of an earlier one, so a store that only takes rising ids refuses
/// whatever an earlier owner still sends.
/// </summary>
internal readonly record struct JournalId(ulong Epoch, ulong Number) : IComparable<JournalId>
{
    public static bool operator <(JournalId a, JournalId b) => a.CompareTo(b) < 0;

    public static bool operator >(JournalId a, JournalId b) => a.CompareTo(b) > 0;

    public static bool operator <=(JournalId a, JournalId b) => a.CompareTo(b) <= 0;

    public static bool operator >=(JournalId a, JournalId b) => a.CompareTo(b) >= 0;

    public int CompareTo(JournalId other) => Epoch == other.Epoch ? Number.CompareTo(other.Number) : Epoch.CompareTo(other.Epoch);

    /// <summary>As a Redis stream's ids are written.</summary>
    public override string ToString() => $"{Epoch}-{Number}";
}
