namespace Arthas.Contracts.CommandLine;

internal sealed class CommandLineException(int statusCode, string message) : Exception(message)
{
    public int StatusCode { get; } = statusCode;

    public static CommandLineException NotAccepted(string value, OptionSpec option) =>
        new(CommandParser.WrongLine, $"The value '{value}' is not accepted by '{option.LongName}'");
}
