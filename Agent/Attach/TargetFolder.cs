using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Arthas.Agent.Targets;
using Microsoft.Win32.SafeHandles;

namespace Arthas.Agent.Attach;

/// <summary>
/// The folder of ours that one target reads: hook, probe, port and socket, for its user only. It lies in the target's
/// temporary directory, where that user and others may plant anything: links are never followed, and a folder that is
/// not the user's own and closed to others is refused.
/// </summary>
internal sealed partial class TargetFolder : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly Target _target;
    private readonly PinnedDirectory _directory;

    private TargetFolder(Target target, string inside, PinnedDirectory directory)
    {
        _target = target;
        Inside = inside;
        _directory = directory;
    }

    /// <summary>Its path as the target sees it.</summary>
    public string Inside { get; }

    public string Socket => _directory.PathOf("probe.sock");

    /// <summary>The folder if it is there, in the right hands; null if it is not there.</summary>
    /// <exception cref="AttachException">Something else is in its place.</exception>
    public static TargetFolder? Find(Target target)
    {
        var inside = PathInside(target);
        PinnedDirectory directory;
        try
        {
            directory = PinnedDirectory.Open(target.Outside(inside), followLinks: false);
        }
        catch (DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new AttachException($"{inside} in the target's files cannot be used: {e.Message}. Remove it if it is not another agent's.");
        }

        try
        {
            Check(target, inside, directory.Path);
            return new TargetFolder(target, inside, directory);
        }
        catch
        {
            directory.Dispose();
            throw;
        }
    }

    /// <summary>The folder with this payload in it, and <c>current</c> naming it.</summary>
    public static TargetFolder Fill(Target target, Payload payload)
    {
        var folder = Find(target) ?? Create(target);
        try
        {
            // The hook stays as it is for as long as the target lives: the runtime knows it by its identity.
            folder.Add(folder._directory, Payload.Hook, payload.Read(Payload.Hook), replace: false);
            folder.AddProbe(payload);
            folder.Add(folder._directory, "current", Encoding.UTF8.GetBytes(payload.Id), replace: true);
            File.Delete(folder._directory.PathOf("error"));
            return folder;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            folder.Dispose();
            throw new AttachException($"the probe cannot be brought to {folder.Inside} in the target's files: {e.Message}");
        }
    }

    /// <summary>What the hook wrote when it failed.</summary>
    public string? ReadError()
    {
        try
        {
            return new FileInfo(_directory.PathOf("error")) is { Exists: true, LinkTarget: null, Length: < 65536 } file
                ? File.ReadAllText(file.FullName).Split('\n')[0].Trim()
                : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    public void Dispose() => _directory.Dispose();

    /// <summary>Beside the diagnostics socket: the one temporary directory that target and agent certainly agree on.</summary>
    private static string PathInside(Target target) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Path.GetDirectoryName(target.DiagnosticsSocket[target.Root.Length..])}/arthas-{target.ProcessId}-{target.StartTime}");

    private static TargetFolder Create(Target target)
    {
        var inside = PathInside(target);
        Directory.CreateDirectory(target.Outside(inside), OwnerOnly);
        using (var directory = PinnedDirectory.Open(target.Outside(inside), followLinks: false))
        {
            Check(target, inside, directory.Path);
            Own(directory.Path, target);
        }

        return Find(target) ?? throw new IOException("it was removed at once");
    }

    private static void Check(Target target, string inside, string path)
    {
        var (owner, mode) = FileOwner.Of(path);
        if (owner != target.UserId && owner != ProcessFiles.Identity(Environment.ProcessId)?.User)
        {
            throw new AttachException($"{inside} in the target's files belongs to user {owner}, not to the target's user {target.UserId}: somebody else made it. Remove it.");
        }

        if ((mode & ~OwnerOnly) != 0)
        {
            throw new AttachException($"{inside} in the target's files is open to other users (mode {Convert.ToString((int)mode, 8)}). Remove it.");
        }
    }

    private void AddProbe(Payload payload)
    {
        Directory.CreateDirectory(_directory.PathOf(payload.Id), OwnerOnly);
        using var folder = PinnedDirectory.Open(_directory.PathOf(payload.Id), followLinks: false);
        Check(_target, $"{Inside}/{payload.Id}", folder.Path);
        Own(folder.Path, _target);
        Add(folder, Payload.Probe, payload.Read(Payload.Probe), replace: false);
        if (payload.HasPort)
        {
            Add(folder, Payload.Port, payload.Read(Payload.Port), replace: false);
        }
    }

    private void Add(PinnedDirectory directory, string name, byte[] bytes, bool replace)
    {
        var path = directory.PathOf(name);
        if (!replace && File.Exists(path))
        {
            return;
        }

        var unfinished = directory.PathOf($"{name}.{Guid.NewGuid():N}");
        using (var file = new FileStream(unfinished, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        }))
        {
            file.Write(bytes);

            // By the open file, never by its name, which its owner may have given to another file meanwhile.
            if (Environment.IsPrivilegedProcess && OwnOpen(file.SafeFileHandle, _target.UserId, _target.GroupId) != 0)
            {
                throw new IOException($"{name} cannot be given to user {_target.UserId}: {Marshal.GetLastPInvokeErrorMessage()}");
            }
        }

        File.Move(unfinished, path, overwrite: true);
    }

    private static void Own(string path, Target target)
    {
        if (Environment.IsPrivilegedProcess && OwnPath(path, target.UserId, target.GroupId) != 0)
        {
            throw new IOException($"the folder cannot be given to user {target.UserId}: {Marshal.GetLastPInvokeErrorMessage()}");
        }
    }

    [LibraryImport("libc", EntryPoint = "fchown", SetLastError = true)]
    private static partial int OwnOpen(SafeFileHandle file, int user, int group);

    [LibraryImport("libc", EntryPoint = "chown", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int OwnPath(string path, int user, int group);
}
