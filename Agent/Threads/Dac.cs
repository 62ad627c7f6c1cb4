using Arthas.Agent.Jobs;
using Arthas.Agent.Targets;
using Microsoft.Diagnostics.Runtime;

namespace Arthas.Agent.Threads;

/// <summary>
/// The library that knows the layout of a runtime's memory. It lies beside that runtime and is loaded into this
/// process: where this one has more rights than the target, its files must not be the target's to write.
/// </summary>
internal static class Dac
{
    private const UnixFileMode OthersWrite = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;

    /// <exception cref="CommandException">It is missing, or may not be trusted.</exception>
    public static string Find(Target target, ClrInfo runtime)
    {
        var inside = Path.Combine(Path.GetDirectoryName(runtime.ModuleInfo.FileName) ?? "", "libmscordaccore.so");
        var path = inside.StartsWith(target.Root, StringComparison.Ordinal) ? inside : target.Outside(inside);
        if (!File.Exists(path))
        {
            throw new CommandException(1, $"stacks cannot be read: {inside} is missing beside the target's runtime (trimmed and single-file applications have none)");
        }

        if (!Environment.IsPrivilegedProcess || target.UserId == 0)
        {
            return path;
        }

        for (var part = path; part is { Length: > 1 }; part = Path.GetDirectoryName(part))
        {
            var (owner, mode) = FileOwner.Of(part);
            var shared = (mode & OthersWrite) != 0 && (mode & UnixFileMode.StickyBit) == 0;
            if (owner != 0 || shared)
            {
                throw new CommandException(1, $"stacks cannot be read by an agent that runs as root, because {part} can be changed by others: run the agent as user {target.UserId}, or give the runtime's files to root");
            }
        }

        return path;
    }
}
