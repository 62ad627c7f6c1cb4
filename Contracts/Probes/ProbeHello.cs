namespace Arthas.Contracts.Probes;

/// <param name="Protocol">What the agent speaks: <see cref="Current"/>.</param>
/// <param name="Owner">Who it is, for those whom the probe refuses while it is here: <c>agent web01 (pid 812)</c>.</param>
public sealed record ProbeHello(int Protocol, string Owner)
{
    /// <summary>Raised whenever a frame changes. Agent and probe of different numbers do not work together: the agent brings its own probe.</summary>
    public const int Current = 3;

    public ReadOnlyMemory<byte> Write()
    {
        var payload = new PayloadWriter();
        payload.Int32(Protocol);
        payload.Text(Owner);
        return payload.Written;
    }

    public static ProbeHello Read(ReadOnlySpan<byte> bytes)
    {
        var payload = new PayloadReader(bytes);
        return new ProbeHello(payload.Int32(), payload.Text());
    }
}
