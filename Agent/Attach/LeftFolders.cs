using System.Globalization;
using Arthas.Agent.Targets;

namespace Arthas.Agent.Attach;

/// <summary>
/// Removes what <see cref="TargetFolder"/> left for processes that are no more. Only files that such a folder may hold,
/// through a held directory, and no links followed: the folder's owner may have put anything there.
/// </summary>
internal static class LeftFolders
{
    private static readonly string[] OfFolder = [Payload.Hook, "current", "error", "probe.sock"];
    private static readonly string[] OfPayload = [Payload.Probe, Payload.Port];

    public static void Remove()
    {
        foreach (var path in SocketFinder.Directories.SelectMany(directory => Entries(directory, "arthas-*-*")))
        {
            if (Path.GetFileName(path).Split('-') is [_, var pid, var start]
                && int.TryParse(pid, NumberStyles.None, CultureInfo.InvariantCulture, out var process)
                && long.TryParse(start, NumberStyles.None, CultureInfo.InvariantCulture, out var started)
                && ProcessFiles.StartTime(process) != started)
            {
                Remove(path);
            }
        }
    }

    private static void Remove(string path)
    {
        try
        {
            using (var folder = PinnedDirectory.Open(path, followLinks: false))
            {
                foreach (var payload in Entries(folder.Path, "????????????????"))
                {
                    using (var inner = PinnedDirectory.Open(payload, followLinks: false))
                    {
                        Delete(inner, OfPayload);
                    }

                    Directory.Delete(payload);
                }

                Delete(folder, OfFolder);
            }

            Directory.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Another user's, or something else is in it: not ours to remove.
        }
    }

    private static void Delete(PinnedDirectory directory, string[] names)
    {
        foreach (var name in names)
        {
            File.Delete(directory.PathOf(name));
        }
    }

    private static string[] Entries(string directory, string pattern)
    {
        try
        {
            return Directory.GetDirectories(directory, pattern);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
