using Arthas.Contracts.CommandLine;

namespace Arthas.Agent.Commands;

/// <summary>The options of every command that weaves: which methods, how many results, for how long.</summary>
internal static class EnhancingOptions
{
    /// <summary>What a condition may name.</summary>
    public const string ConditionHelp = """
        The condition is a boolean in OGNL, over:
          params   the arguments                    target   the object (null for a static method)
          returnObj, throwExp   what the call ended with
          clazz, method, loader   what was called   #cost    milliseconds
        """;

    public static IReadOnlyList<OptionSpec> All { get; } =
    [
        new() { LongName = "regex", ShortName = "E", Kind = ValueKind.Flag, Description = "Enable regular expression to match (wildcard matching by default)" },
        new() { LongName = "limits", ShortName = "n", Kind = ValueKind.Int32, Description = "Threshold of execution times (100 by default)" },
        new() { LongName = "exclude-class-pattern", Description = "exclude class name pattern, use either '.' or '/' as separator" },
        new() { LongName = "classloader", ShortName = "c", Description = "The hash code of the special class's AssemblyLoadContext" },
        new() { LongName = "maxMatch", ShortName = "m", Kind = ValueKind.Int32, Description = "The maximum of matched class (50 by default)" },
        new() { LongName = "timeout", Kind = ValueKind.Int64, Description = "Timeout value in seconds for the command to exit automatically" },
        new() { LongName = "lazy", ShortName = "L", Kind = ValueKind.Flag, Description = "Enhance classes that are loaded later, too" },
        new() { LongName = "listenerId", Kind = ValueKind.Int32, Description = "The special listenerId: the job that has it gets the results of these methods too" },
        new() { LongName = "verbose", ShortName = "v", Kind = ValueKind.Flag, Description = "Enables print verbose information, default value false" },
    ];
    /// <summary>For a command that gives the letter a meaning of its own.</summary>
    public static IEnumerable<OptionSpec> WithoutLetter(string letter) => All.Select(option => option.ShortName == letter ? option with { ShortName = null } : option);
}
