using Arthas.Contracts.CommandLine;

namespace Arthas.Contracts.Pipes;

/// <summary>A kind of filter: what it is called and takes, and how it is begun.</summary>
public sealed class PipeFilter
{
    private readonly Func<ParsedCommand, string?> _check;
    private readonly Func<ParsedCommand, OutputFolder, IPipeFilter> _open;

    /// <param name="check">What is wrong with its options beyond their form; null for nothing.</param>
    /// <param name="open">Throws <see cref="PipeException"/> when it cannot be begun.</param>
    internal PipeFilter(CommandSpec spec, Func<ParsedCommand, string?> check, Func<ParsedCommand, OutputFolder, IPipeFilter> open)
    {
        Spec = spec;
        _check = check;
        _open = open;
    }

    public CommandSpec Spec { get; }

    /// <param name="words">The filter's name first.</param>
    public string? ProblemOf(IReadOnlyList<string> words) => CommandParser.Parse(Spec, words) switch
    {
        { Command: { } command } => _check(command),
        { HelpAsked: true } => null,

        // The exceptions that Arthas names.
        { StatusCode: CommandParser.WrongLine, Message: var message } => $"com.taobao.middleware.cli.MissingValueException: {message}",
        { Message: var message } => $"com.taobao.middleware.cli.CLIException: {message}",
    };

    /// <summary>Null where it asked for its help: nothing is filtered.</summary>
    internal IPipeFilter? Begin(IReadOnlyList<string> words, OutputFolder folder) =>
        CommandParser.Parse(Spec, words).Command is { } command ? _open(command, folder) : null;
}
