using Arthas.Contracts.CommandLine;

namespace Arthas.Contracts.Probes;

/// <param name="JobId">The job's number in its session, for the results.</param>
/// <param name="Role">What whoever asked may do in the target.</param>
/// <param name="Values">What its results carry values as.</param>
public sealed record ProbeRun(int JobId, Role Role, ParsedCommand Command, ValueForm Values = ValueForm.Json)
{
    public ReadOnlyMemory<byte> Write()
    {
        var payload = new PayloadWriter();
        payload.Int32(JobId);
        payload.Byte((byte)Role);
        payload.Int32((int)Values);
        payload.Text(Command.Name);
        payload.Int32(Command.Values.Count);
        foreach (var (key, values) in Command.Values)
        {
            payload.Text(key);
            payload.Int32(values.Count);
            foreach (var value in values)
            {
                payload.Text(value);
            }
        }

        return payload.Written;
    }

    public static ProbeRun Read(ReadOnlySpan<byte> bytes)
    {
        var payload = new PayloadReader(bytes);
        var jobId = payload.Int32();
        var role = ReadRole(ref payload);
        var form = (ValueForm)payload.Int32();
        var name = payload.Text();
        var values = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        for (var keys = payload.Int32(); keys > 0; keys--)
        {
            var key = payload.Text();
            var list = new List<string>();
            for (var texts = payload.Int32(); texts > 0; texts--)
            {
                list.Add(payload.Text());
            }

            values[key] = list;
        }

        return new ProbeRun(jobId, role, new ParsedCommand(name, values), form);
    }

    private static Role ReadRole(ref PayloadReader payload)
    {
        var role = (Role)payload.Byte();
        return role <= Role.Admin ? role : throw new InvalidDataException($"a frame of a probe names the role {(byte)role}, which there is not");
    }
}
