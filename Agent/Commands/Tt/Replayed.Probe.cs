namespace Arthas.Probe.Commands.Tt;

/// <summary>How a call of a record ended when it was made again.</summary>
/// <param name="Result">Of an async method what its task ended with.</param>
internal sealed record Replayed(DateTimeOffset Moment, double Milliseconds, object? Result, Exception? Exception);
