namespace Arthas.Agent.Threads;

/// <param name="Native">No IL: an internal call, or a stub of the runtime.</param>
internal sealed record ThreadFrame(string ClassName, string MethodName, bool Native, string? FileName, int Line);
