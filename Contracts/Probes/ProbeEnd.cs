namespace Arthas.Contracts.Probes;

public sealed record ProbeEnd(int StatusCode, string? Message)
{
    public ReadOnlyMemory<byte> Write()
    {
        var payload = new PayloadWriter();
        payload.Int32(StatusCode);
        payload.Text(Message);
        return payload.Written;
    }

    public static ProbeEnd Read(ReadOnlySpan<byte> bytes)
    {
        var payload = new PayloadReader(bytes);
        return new ProbeEnd(payload.Int32(), payload.OptionalText());
    }
}
