using Arthas.Contracts.CommandLine;

namespace Arthas.Commands;

/// <summary>How much of a value a command shows.</summary>
internal static class ValueOptions
{
    public const int MaxExpand = 4;

    /// <summary>A result has to fit into a frame.</summary>
    public const int MostBytes = 48 * 1024 * 1024;

    /// <summary>Of a target in which <c>options object-size-limit</c> says nothing else.</summary>
    public const int DefaultBytes = 10 * 1024 * 1024;

    private const string SizeLimitHelp = "Upper size limit in bytes for the result ({default} by default";

    public static Option<int> Expand { get; } = new("expand", "x", $"Expand level of object ({{default}} by default), the max value is {MaxExpand}") { Default = 1 };

    public static Option<int> SizeLimit { get; } = new("sizeLimit", "M", $"{SizeLimitHelp})") { Default = DefaultBytes, Shown = ByteCount.InFactors };

    public static IReadOnlyList<IOption> All { get; } = [Expand, SizeLimit];

    /// <summary>Those whose help says how far they go.</summary>
    public static IReadOnlyList<IOption> AllBounded { get; } =
        [Expand, SizeLimit with { Description = $"{SizeLimitHelp}, {ByteCount.InFactors(MostBytes)} at most)" }];
}
