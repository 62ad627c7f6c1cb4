using System.Collections;

namespace Arthas.Probe.Expressions.Members;

/// <summary>The entries of a dictionary (<c>map.entrySet()</c>), which a projection would else take by their values alone.</summary>
internal sealed class EntrySet(IEnumerable dictionary, Func<object, object?>? count) : ICollection
{
    public IEnumerable Dictionary { get; } = dictionary;

    public int Count => count is null ? 0 : Convert.ToInt32(count(Dictionary), System.Globalization.CultureInfo.InvariantCulture);

    public bool IsSynchronized => false;

    public object SyncRoot => this;

    public void CopyTo(Array array, int index)
    {
        foreach (var entry in Dictionary)
        {
            array.SetValue(entry, index++);
        }
    }

    public IEnumerator GetEnumerator() => Dictionary.GetEnumerator();
}
