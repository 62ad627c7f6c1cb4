namespace Arthas.Contracts.CommandLine;

/// <param name="IsText">False for the blanks between words, which are kept so that a line can be put together again.</param>
/// <param name="Raw">As typed.</param>
/// <param name="Value">Without quotes and escapes.</param>
public readonly record struct Token(bool IsText, string Raw, string Value);
