using Arthas.Contracts.CommandLine;

namespace Arthas.Commands;

internal static class LineOptions
{
    public const int MaxStackDepth = 256;

    public static Option<string?> Class { get; } = new("class", null, "The full qualified class name you want to look into");

    public static Option<string?> Line { get; } = new("line", null, "The line numbers, separated by commas");

    public static Option<string?> Method { get; } = new("method", null, "The method name");

    public static Option<string?> Descriptor { get; } = new("desc", null, "The descriptor of the method, as sm -d shows it");

    public static Option<string> Express { get; } =
        new("express", null, "The content you want to see, written by ognl. {default} by default") { Default = "{params, localVarMap}" };

    public static Option<string?> Condition { get; } = new("condition", null, "Conditional expression, a boolean");

    public static Flag Stack { get; } = new("stack", null, "Add the stack");

    public static Option<int> StackDepth { get; } =
        new("stack-depth", null, $"Frames of the stack ({{default}} by default), 1 to {MaxStackDepth}") { Default = 32 };

    public static Flag ListLines { get; } = new("list-lines", null, "List the lines that have code, and end");

    public static IReadOnlyList<IOption> All { get; } =
        [Class, Line, Method, Descriptor, Express, Condition, Stack, StackDepth, ListLines, .. ValueOptions.All, .. EnhancingOptions.All];
}
