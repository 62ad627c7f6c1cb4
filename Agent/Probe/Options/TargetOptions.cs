using Arthas.Probe.Values;

namespace Arthas.Probe.Options;

/// <summary>The options of this target, shared by all sessions that look at it, as long as the probe is in it.</summary>
internal static class TargetOptions
{
    public static OptionValue Unsafe { get; } = new(
        "unsafe", 0, "boolean", false, "Option to support system-level class",
        "This option enables to proxy functionality of the runtime's own classes by wildcard. Due to serious security risk it is disabled by default.");

    public static OptionValue ObjectSizeLimit { get; } = new(
        "object-size-limit", 1, "int", (int)ValueLimits.DefaultMaxBytes, "Upper size limit in bytes for object serialization",
        "Bytes of JSON that one value may take where the command has no -M; greater than 0.");

    public static OptionValue DisableSubClass { get; } = new(
        "disable-sub-class", 1, "boolean", false, "Option to control include sub class when class matching",
        "This option disable to include sub class when matching class.");

    public static OptionValue PrintParentFields { get; } = new(
        "print-parent-fields", 1, "boolean", true, "Option to print all fileds in parent class",
        "This option enables print files in parent class, default value true.");

    public static OptionValue Verbose { get; } = new(
        "verbose", 1, "boolean", false, "Option to print verbose information",
        "This option enables print verbose information, default value false.");

    public static OptionValue Strict { get; } = new(
        "strict", 1, "boolean", true, "Option to strict mode",
        "By default strict mode is true, not allow to set object properties. Want to set object properties, execute `options strict false`");

    public static IReadOnlyList<OptionValue> All { get; } =
    [
        Unsafe,
        new("dump", 1, "boolean", false, "Option to dump the enhanced classes",
            "This option enables the enhanced classes to be dumped to external file for further de-compilation and analysis. It has no effect on .NET: no class file is rewritten."),
        new("batch-re-transform", 1, "boolean", true, "Option to support batch reTransform Class",
            "This options enables to reTransform classes with batch mode. It is always so on .NET."),
        new("json-format", 2, "boolean", false, "Option to support JSON format of object output",
            "This option enables to format object output with JSON when -x option selected. Values are always structured JSON here."),
        ObjectSizeLimit,
        DisableSubClass,
        new("support-default-method", 1, "boolean", true, "Option to control include default method in interface when class matching",
            "This option disable to include default method in interface when matching class."),
        new("save-result", 1, "boolean", false, "Option to print command's result to log file",
            "This option enables to save each command's result to log file. Results stay in the session's log here."),
        new("job-timeout", 2, "String", "1d", "Option to job timeout",
            "This option setting job timeout,The unit can be d, h, m, s for day, hour, minute, second. 1d is one day in default"),
        PrintParentFields,
        Verbose,
        Strict,
    ];
}
