namespace Arthas.Contracts.CommandLine;

/// <summary>Either a command to run, or how its job ends without running.</summary>
public sealed record ParseOutcome
{
    /// <summary>Null when the line was wrong or asked for help.</summary>
    public ParsedCommand? Command { get; private init; }

    /// <summary><c>-h</c> or <c>--help</c>: the job's results are the command's help, then a status -10 without message.</summary>
    public bool HelpAsked { get; private init; }

    public int StatusCode { get; private init; }

    public string? Message { get; private init; }

    internal static ParseOutcome Parsed(ParsedCommand command) => new() { Command = command };

    internal static ParseOutcome Help { get; } = new() { HelpAsked = true, StatusCode = CommandParser.WrongLine };

    internal static ParseOutcome Wrong(int statusCode, string message) =>
        new() { StatusCode = statusCode, Message = message };
}
