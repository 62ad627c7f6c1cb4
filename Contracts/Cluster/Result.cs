namespace Arthas.Contracts.Cluster;

/// <summary>
/// One result of a command: a whole UTF-8 JSON object, made once where it arose and never parsed on its way to the
/// HTTP response. Type and job are carried beside it for those that need them without reading it.
/// The bytes belong to the result for good: never a slice of a buffer that is used again.
/// </summary>
/// <param name="JobId">0 for what belongs to no job.</param>
/// <param name="Type">The object's <c>type</c>: watch, status, message…</param>
/// <param name="Json">The object, with <c>type</c> and <c>jobId</c> in it, no newline around it.</param>
public readonly record struct Result(int JobId, string Type, ReadOnlyMemory<byte> Json);
