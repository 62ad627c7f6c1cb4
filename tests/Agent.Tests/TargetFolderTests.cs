using Arthas.Agent.Attach;
using Arthas.Agent.Targets;

namespace Arthas.Agent.Tests;

public sealed class TargetFolderTests : IDisposable
{
    private readonly string _temporary = Directory.CreateTempSubdirectory("folder-tests-").FullName;
    private readonly Payload _payload = new(Path.Combine(AppContext.BaseDirectory, "probe"));
    private readonly Target _target;

    public TargetFolderTests() => _target = new Target
    {
        Id = "app_host-7",
        App = "app",
        Host = "host",
        ProcessId = 7,
        StartTime = 123,
        Runtime = ".NET 10",
        UserId = ProcessFiles.Identity(Environment.ProcessId)!.Value.User,
        GroupId = ProcessFiles.Identity(Environment.ProcessId)!.Value.Group,
        DiagnosticsSocket = Path.Combine(_temporary, "dotnet-diagnostic-7-123-socket"),
        Root = "",
    };

    private string Expected => Path.Combine(_temporary, "arthas-7-123");

    public void Dispose() => Directory.Delete(_temporary, recursive: true);

    [Fact]
    public void Fill_new_folder_is_the_users_alone()
    {
        using var folder = TargetFolder.Fill(_target, _payload);

        Assert.Equal(Expected, folder.Inside);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Expected));
        Assert.All(Directory.GetFiles(Expected, "*", SearchOption.AllDirectories), file =>
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file)));
        Assert.Equal(_payload.Id, File.ReadAllText(Path.Combine(Expected, "current")));
        Assert.True(File.Exists(Path.Combine(Expected, _payload.Id, Payload.Probe)));
    }

    [Fact]
    public void Fill_again_leaves_the_hook_as_it_is()
    {
        TargetFolder.Fill(_target, _payload).Dispose();
        File.WriteAllText(Path.Combine(Expected, Payload.Hook), "as it was loaded");

        TargetFolder.Fill(_target, _payload).Dispose();

        Assert.Equal("as it was loaded", File.ReadAllText(Path.Combine(Expected, Payload.Hook)));
    }

    [Fact]
    public void Find_nothing_there_is_null() => Assert.Null(TargetFolder.Find(_target));

    [Fact]
    public void Fill_symbolic_link_in_its_place_is_refused()
    {
        var elsewhere = Directory.CreateDirectory(Path.Combine(_temporary, "elsewhere")).FullName;
        Directory.CreateSymbolicLink(Expected, elsewhere);

        var refused = Assert.Throws<AttachException>(() => TargetFolder.Fill(_target, _payload));

        Assert.Contains("is not a directory of its own", refused.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(elsewhere));
    }

    [Fact]
    public void Fill_folder_open_to_others_is_refused()
    {
        Directory.CreateDirectory(Expected, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherRead);

        var refused = Assert.Throws<AttachException>(() => TargetFolder.Fill(_target, _payload));

        Assert.Contains("open to other users (mode 704)", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Fill_folder_of_another_user_is_refused()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "only root can make a folder of another user's");
        TargetFolder.Fill(_target with { UserId = 12345 }, _payload).Dispose();

        var refused = Assert.Throws<AttachException>(() => TargetFolder.Fill(_target with { UserId = 23456 }, _payload));

        Assert.Contains("belongs to user 12345", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Fill_target_of_another_user_gives_everything_to_that_user()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "only root can give files away");

        TargetFolder.Fill(_target with { UserId = 12345, GroupId = 12345 }, _payload).Dispose();

        Assert.All(Directory.GetFileSystemEntries(Expected, "*", SearchOption.AllDirectories).Append(Expected), path =>
            Assert.Equal(12345, FileOwner.Of(path).User));
    }

    [Fact]
    public void Fill_link_planted_for_a_file_is_not_written_through()
    {
        TargetFolder.Fill(_target, _payload).Dispose();
        var victim = Path.Combine(_temporary, "victim");
        File.WriteAllText(victim, "untouched");
        File.Delete(Path.Combine(Expected, "current"));
        File.CreateSymbolicLink(Path.Combine(Expected, "current"), victim);

        TargetFolder.Fill(_target, _payload).Dispose();

        Assert.Equal("untouched", File.ReadAllText(victim));
        Assert.Null(new FileInfo(Path.Combine(Expected, "current")).LinkTarget);
    }
}
