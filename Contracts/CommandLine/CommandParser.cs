namespace Arthas.Contracts.CommandLine;

/// <summary>
/// Gives the words of a command line to the options and arguments of a command, by the rules of the option library
/// that Arthas uses: long names may be shortened to a unique beginning, unknown options are taken for arguments, and
/// superfluous arguments are ignored.
/// </summary>
public static class CommandParser
{
    /// <summary>The status of a job whose command line was wrong.</summary>
    public const int WrongLine = -10;

    /// <summary>The status of a job with a value that is not of the option's kind.</summary>
    public const int WrongValue = 1;

    /// <summary>Every command takes it.</summary>
    public static OptionSpec HelpOption { get; } = new Flag("help", "h", "this help").ToSpec();

    /// <param name="spec">The command that the first word names.</param>
    /// <param name="words">The command's name, then what was given to it.</param>
    public static ParseOutcome Parse(CommandSpec spec, IReadOnlyList<string> words)
    {
        var names = new OptionNames([.. spec.Options, HelpOption]);
        var pass = new OptionPass(names);
        try
        {
            foreach (var word in words.Skip(1))
            {
                pass.Take(word);
            }

            if (pass.Seen(HelpOption))
            {
                return ParseOutcome.Help;
            }

            pass.Finish();
            var values = pass.Values();
            AssignArguments(spec, pass.Positional, values);
            ValueCheck.Normalise(spec, values);
            return ParseOutcome.Parsed(new ParsedCommand(
                spec.Name,
                values.ToDictionary(pair => pair.Key, pair => (IReadOnlyList<string>)pair.Value)));
        }
        catch (CommandLineException wrong)
        {
            return ParseOutcome.Wrong(wrong.StatusCode, wrong.Message);
        }
    }

    private static void AssignArguments(CommandSpec spec, IReadOnlyList<string> given, Dictionary<string, List<string>> values)
    {
        for (var i = 0; i < spec.Arguments.Count; i++)
        {
            var argument = spec.Arguments[i];
            if (i < given.Count)
            {
                values[argument.Name] = argument.Multiple ? [.. given.Skip(i)] : [given[i]];
            }
            else if (argument.Required)
            {
                throw new CommandLineException(WrongLine, $"The argument '{argument.Name}' is required");
            }
        }
    }
}
