namespace Arthas.Agent.Diagnostics;

/// <summary>The runtime refused; <see cref="Code"/> is its HRESULT.</summary>
internal sealed class DiagnosticsException(int code) : Exception($"the runtime refused with 0x{code:X8}")
{
    public const int UnknownCommand = unchecked((int)0x80131385);

    /// <summary>A profiler is in the process already, ours or another vendor's.</summary>
    public const int ProfilerPresent = unchecked((int)0x8013136A);

    public int Code { get; } = code;
}
