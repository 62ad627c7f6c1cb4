using System.Collections;

namespace Arthas.Probe.Values;

/// <summary>Enumerates a collection that other threads may change meanwhile.</summary>
internal sealed class Cursor(Func<IEnumerator> open) : IDisposable
{
    private IEnumerator? _items;

    public bool Failed { get; private set; }

    public bool Next(out object? item)
    {
        item = null;
        try
        {
            _items ??= open();
            if (!_items.MoveNext())
            {
                return false;
            }

            item = _items.Current;
            return true;
        }
        catch (Exception)
        {
            Failed = true;
            return false;
        }
    }

    public void Dispose() => (_items as IDisposable)?.Dispose();
}
