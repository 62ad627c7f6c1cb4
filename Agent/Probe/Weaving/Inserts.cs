using Arthas.Probe.Weaving.Il;

namespace Arthas.Probe.Weaving;

/// <summary>
/// What a woven body has before and after instructions of the original. A branch to an instruction goes to what stands
/// before it. Each leaves the stack as it finds it, whatever lies there.
/// </summary>
internal sealed class Inserts
{
    private readonly Dictionary<int, byte[]> _before = [], _after = [];

    public static Inserts None { get; } = new();

    public ReadOnlySpan<byte> Before(int offset) => _before.GetValueOrDefault(offset);

    public ReadOnlySpan<byte> After(int offset) => _after.GetValueOrDefault(offset);

    public void AddBefore(int offset, Action<IlWriter> write) => Add(_before, offset, write);

    public void AddAfter(int offset, Action<IlWriter> write) => Add(_after, offset, write);

    private static void Add(Dictionary<int, byte[]> all, int offset, Action<IlWriter> write)
    {
        var il = new IlWriter();
        write(il);
        all[offset] = [.. all.GetValueOrDefault(offset) ?? [], .. il.Written];
    }
}
