using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text;
using Arthas.Probe.Values;

namespace Arthas.Probe.Commands.Sysprop;

/// <summary>
/// Facts about the runtime under the names that Java has for them, since scripts look for those, and the AppContext data
/// of the application, which win and are what a change is made to.
/// </summary>
internal static class SystemProperties
{
    public static SortedDictionary<string, string> All()
    {
        var all = Facts();
        foreach (var (name, value) in AppContextEntries())
        {
            all[name] = value;
        }

        return all;
    }

    public static void Set(string name, string value)
    {
        if (AppContext.TryGetSwitch(name, out _) && bool.TryParse(value, out var on))
        {
            AppContext.SetSwitch(name, on);
        }

        AppContext.SetData(name, value);
    }

    private static SortedDictionary<string, string> Facts()
    {
        var separator = Path.DirectorySeparatorChar.ToString();
        var entry = Assembly.GetEntryAssembly();
        return new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            // A single-file application has no assembly file but itself.
            ["java.class.path"] = entry?.Location is { Length: > 0 } path ? path : Environment.ProcessPath ?? "",
            ["java.home"] = RuntimeEnvironment.GetRuntimeDirectory().TrimEnd(Path.DirectorySeparatorChar),
            ["java.io.tmpdir"] = Path.GetTempPath(),
            ["java.library.path"] = Environment.GetEnvironmentVariable("LD_LIBRARY_PATH") ?? "",
            ["java.runtime.name"] = ".NET",
            ["java.runtime.version"] = RuntimeInformation.FrameworkDescription,
            ["java.specification.name"] = "Common Language Infrastructure",
            ["java.specification.vendor"] = "Ecma International",
            ["java.specification.version"] = Environment.Version.ToString(2),
            ["java.vendor"] = ".NET Foundation",
            ["java.vendor.url"] = "https://dotnet.microsoft.com/",
            ["java.version"] = Environment.Version.ToString(),
            ["java.vm.name"] = "CoreCLR",
            ["java.vm.vendor"] = ".NET Foundation",
            ["java.vm.version"] = typeof(object).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? Environment.Version.ToString(),
            ["os.name"] = OperatingSystem.IsLinux() ? "Linux" : OperatingSystem.IsMacOS() ? "Mac OS X" : OperatingSystem.IsWindows() ? "Windows" : Environment.OSVersion.Platform.ToString(),
            ["os.arch"] = RuntimeInformation.OSArchitecture == Architecture.X64 ? "amd64" : RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant(),
            ["os.version"] = Environment.OSVersion.Version.ToString(),
            ["os.description"] = RuntimeInformation.OSDescription,
            ["user.dir"] = Environment.CurrentDirectory,
            ["user.name"] = Environment.UserName,
            ["user.home"] = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile),
            ["user.timezone"] = TimeZoneInfo.Local.Id,
            ["user.language"] = CultureInfo.CurrentCulture.TwoLetterISOLanguageName,
            ["file.separator"] = separator,
            ["path.separator"] = Path.PathSeparator.ToString(),
            ["line.separator"] = Environment.NewLine,
            ["file.encoding"] = Encoding.Default.WebName.ToUpperInvariant(),
            ["sun.java.command"] = Environment.CommandLine,
            ["process.id"] = Environment.ProcessId.ToString(CultureInfo.InvariantCulture),
            ["process.architecture"] = RuntimeInformation.ProcessArchitecture.ToString(),
            ["runtime.identifier"] = RuntimeInformation.RuntimeIdentifier,
        };
    }

    // The runtime has no public list of them; where these fields are gone, the well-known names remain.
    private static Dictionary<string, string> AppContextEntries()
    {
        var entries = new Dictionary<string, string>(StringComparer.Ordinal);
        Read("s_switches", entries);
        if (!Read("s_dataStore", entries))
        {
            string[] known = ["TRUSTED_PLATFORM_ASSEMBLIES", "APP_PATHS", "APP_CONTEXT_BASE_DIRECTORY", "APP_CONTEXT_DEPS_FILES", "PROBING_DIRECTORIES", "RUNTIME_IDENTIFIER", "FX_PRODUCT_VERSION"];
            foreach (var name in known.Where(static n => AppContext.GetData(n) is not null))
            {
                entries[name] = Text(AppContext.GetData(name));
            }
        }

        return entries;
    }

    private static bool Read(string field, Dictionary<string, string> into)
    {
        if (typeof(AppContext).GetField(field, BindingFlags.Static | BindingFlags.NonPublic)?.GetValue(null) is not IDictionary store)
        {
            return false;
        }

        lock (store)
        {
            foreach (DictionaryEntry entry in store)
            {
                into[(string)entry.Key] = Text(entry.Value);
            }
        }

        return true;
    }

    private static string Text(object? value) => value is null ? "" : Scalars.Text(value) ?? TypeNames.Of(value.GetType());
}
