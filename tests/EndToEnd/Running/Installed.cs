namespace Arthas.EndToEnd.Running;

/// <summary>Programs that a test needs and that are not part of the build.</summary>
internal static class Installed
{
    /// <summary>Null when it is there.</summary>
    public static string? WhyNot(string program) =>
        Environment.GetEnvironmentVariable("PATH")!.Split(':').Append("/usr/sbin").Any(folder => File.Exists(Path.Combine(folder, program)))
            ? null
            : $"{program} is not installed (apt-get install {program})";
}
