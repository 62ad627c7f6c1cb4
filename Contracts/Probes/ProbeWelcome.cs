namespace Arthas.Contracts.Probes;

/// <param name="Protocol">What the probe speaks.</param>
/// <param name="Version">The probe's version and the identity of its file, so that an agent knows its own.</param>
/// <param name="Owner">Null when the probe is the agent's now, else who has it.</param>
public sealed record ProbeWelcome(int Protocol, string Version, string? Owner)
{
    public ReadOnlyMemory<byte> Write()
    {
        var payload = new PayloadWriter();
        payload.Int32(Protocol);
        payload.Text(Version);
        payload.Text(Owner);
        return payload.Written;
    }

    public static ProbeWelcome Read(ReadOnlySpan<byte> bytes)
    {
        var payload = new PayloadReader(bytes);
        return new ProbeWelcome(payload.Int32(), payload.Text(), payload.OptionalText());
    }
}
