using Arthas.Contracts.CommandLine;

namespace Arthas.Commands;

internal static class WatchOptions
{
    public static Argument<string?> ClassPattern { get; } =
        ClassOptions.ClassPattern with { Required = true, Description = "The full qualified class name you want to watch" };

    public static Argument<string?> MethodPattern { get; } =
        ClassOptions.MethodPattern with { Required = true, Description = "The method name you want to watch" };

    public static Argument<string> Express { get; } =
        new("express", "The content you want to watch, written by ognl. {default} by default") { Default = "{params, target, returnObj}" };

    public static Flag Before { get; } = new("before", "b", "Watch before invocation");

    public static Flag Exception { get; } = new("exception", "e", "Watch after throw exception");

    public static Flag Success { get; } = new("success", "s", "Watch after successful invocation");

    public static Flag Finish { get; } = new("finish", "f", "Watch after invocation, enable by default");

    public static Flag Sync { get; } = new("sync", null, "Take the raw call of an async method, not its completion");

    public static IReadOnlyList<IOption> All { get; } =
        [Before, Exception, Success, Finish, .. ValueOptions.AllBounded, Sync, .. EnhancingOptions.All];

    public static IReadOnlyList<IArgument> Arguments { get; } = [ClassPattern, MethodPattern, Express, EnhancingOptions.Condition];
}
