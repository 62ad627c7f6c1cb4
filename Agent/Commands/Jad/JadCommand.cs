using System.Text;
using System.Text.Json;
using Arthas.Agent.Jobs;
using Arthas.Commands;
using Arthas.Contracts.CommandLine;

namespace Arthas.Agent.Commands.Jad;

internal sealed class JadCommand : ICommand
{
    public CommandSpec Spec { get; } = new()
    {
        Name = "jad",
        Summary = "Decompile class",
        Description = """
            C# from the IL of a loaded class. Where a PDB lies beside the module, each line begins with its line in the
            original source, and mappings says the same.

            Examples:
              jad demo.MathGame
              jad demo.MathGame primeFactors
              jad --source-only demo.MathGame
              jad --lineNumber false demo.MathGame
              jad -c 39eb305e demo.MathGame
            """,
        Options = JadOptions.All.ToSpecs(),
        Arguments = JadOptions.Arguments.ToSpecs(),
    };

    public async Task<CommandEnd> RunAsync(AgentJob job)
    {
        FoundTypes? found = null;
        var end = await job.AskTargetAsync(answer => found = FoundTypes.Read(answer.Json));
        if (end.StatusCode != 0 || found is null)
        {
            return end;
        }

        var command = job.Command;
        var pattern = command.Value(JadOptions.ClassPattern);
        switch (found.Types)
        {
            case []:
                RowAffect(job, 0);
                return new CommandEnd(-1, $"No class found for: {pattern}");
            case [var type]:
                var source = await Task.Run(() => new Decompilation(job.Target, type, found.Assemblies, job.Ended).Run(command.Value(JadOptions.MethodName)), job.Ended);
                WriteSource(job, type, source);
                return CommandEnd.Ok;
            default:
                var message = $" Found more than one class for: {pattern}, Please use jad -c <hashcode> {pattern}";
                job.Result("message", json => json.WriteString("message", message));
                job.Result("jad", json => WriteMatches(json, found.Types));
                RowAffect(job, 0);
                return new CommandEnd(-1, message);
        }
    }

    private static void WriteSource(AgentJob job, FoundType type, DecompiledSource source)
    {
        var sourceOnly = job.Command.Value(JadOptions.SourceOnly);
        var text = job.Command.Value(JadOptions.LineNumber) ? source.WithLineNumbers() : source.Text;
        job.Result("jad", json =>
        {
            if (!sourceOnly)
            {
                json.WritePropertyName("classInfo");
                type.Write(json);
                json.WriteString("location", type.Location);
            }

            json.WriteString("source", job.Command.Value(JadOptions.HideUnicode) ? Escape(text) : text);
            json.WriteStartObject("mappings");
            foreach (var (line, original) in source.Lines)
            {
                json.WriteNumber($"{line}", original);
            }

            json.WriteEndObject();
        });
        if (!sourceOnly)
        {
            RowAffect(job, 1);
        }
    }

    private static void WriteMatches(Utf8JsonWriter json, IReadOnlyList<FoundType> types)
    {
        json.WriteStartArray("matchedClasses");
        foreach (var type in types)
        {
            type.Write(json);
        }

        json.WriteEndArray();
    }

    private static void RowAffect(AgentJob job, int rows) => job.Result("row_affect", json => json.WriteNumber("rowCount", rows));

    private static string Escape(string text)
    {
        var escaped = new StringBuilder();
        foreach (var c in text)
        {
            escaped.Append(c < 128 ? $"{c}" : $"\\u{(int)c:x4}");
        }

        return escaped.ToString();
    }
}
