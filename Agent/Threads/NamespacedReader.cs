using System.Runtime.InteropServices;
using Microsoft.Diagnostics.Runtime;

namespace Arthas.Agent.Threads;

/// <summary>
/// A runtime in a container knows its threads by the numbers they have in there; the system outside knows them by
/// others. Everything else is read as it is.
/// </summary>
internal sealed class NamespacedReader(IDataReader reader, IReadOnlyDictionary<int, int> outsideByInside) : IDataReader
{
    public string DisplayName => reader.DisplayName;
    public bool IsThreadSafe => reader.IsThreadSafe;
    public OSPlatform TargetPlatform => reader.TargetPlatform;
    public Architecture Architecture => reader.Architecture;
    public int ProcessId => reader.ProcessId;
    public int PointerSize => reader.PointerSize;

    public IEnumerable<ModuleInfo> EnumerateModules() => reader.EnumerateModules();

    public bool GetThreadContext(uint threadID, uint contextFlags, Span<byte> context) =>
        reader.GetThreadContext((uint)outsideByInside.GetValueOrDefault((int)threadID, (int)threadID), contextFlags, context);

    public void FlushCachedData() => reader.FlushCachedData();
    public int Read(ulong address, Span<byte> buffer) => reader.Read(address, buffer);

    public bool Read<T>(ulong address, out T value)
        where T : unmanaged => reader.Read(address, out value);

    public T Read<T>(ulong address)
        where T : unmanaged => reader.Read<T>(address);

    public bool ReadPointer(ulong address, out ulong value) => reader.ReadPointer(address, out value);
    public ulong ReadPointer(ulong address) => reader.ReadPointer(address);
}
