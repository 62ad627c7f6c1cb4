using Arthas.Contracts.CommandLine;

namespace Arthas.Contracts.Probes;

/// <param name="JobId">The job's number in its session, for the results.</param>
/// <param name="MayChange">Whoever asked may call code of the target and change it; else only read.</param>
/// <param name="Values">What its results carry values as.</param>
public sealed record ProbeRun(int JobId, bool MayChange, ParsedCommand Command, ValueForm Values = ValueForm.Json)
{
    public ReadOnlyMemory<byte> Write()
    {
        var payload = new PayloadWriter();
        payload.Int32(JobId);
        payload.Int32(MayChange ? 1 : 0);
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
        var mayChange = payload.Int32() != 0;
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

        return new ProbeRun(jobId, mayChange, new ParsedCommand(name, values), form);
    }
}
