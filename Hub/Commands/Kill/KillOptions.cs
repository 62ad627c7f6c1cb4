using Arthas.Contracts.CommandLine;

namespace Arthas.Hub.Commands.Kill;

internal static class KillOptions
{
    public static Argument<string?> JobId { get; } = new("job-id", "the job's number, as jobs lists it");

    public static IReadOnlyList<IArgument> Arguments { get; } = [JobId];
}
