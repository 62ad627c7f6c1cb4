using Arthas.Contracts.CommandLine;

namespace Arthas.Commands;

internal static class CatOptions
{
    public static Argument<IReadOnlyList<string>> Files { get; } = new("files", "files") { Required = true, Default = [] };

    public static Option<string?> Encoding { get; } = new("encoding", null, "File encoding");

    public static Option<int> SizeLimit { get; } =
        new("sizeLimit", "M", "Upper size limit in bytes for the result ({default} by default)") { Default = 128 * 1024, Shown = ByteCount.InFactors };

    public static IReadOnlyList<IOption> All { get; } = [Encoding, SizeLimit];

    public static IReadOnlyList<IArgument> Arguments { get; } = [Files];
}
