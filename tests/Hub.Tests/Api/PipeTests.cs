using Arthas.Contracts.Cluster;
using Arthas.Contracts.CommandLine;
using Arthas.Hub.Tests.Running;

namespace Arthas.Hub.Tests.Api;

/// <summary>Filters behind the hub's own commands, and what an agent is told of those behind others.</summary>
public sealed class PipeTests : IDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"arthas-hub-pipes-{Guid.NewGuid():N}");

    public void Dispose()
    {
        if (Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    [Fact]
    public async Task Own_command_goes_through_its_filters()
    {
        await using var hub = await TestHub.StartAsync();

        var results = (await hub.ExecAsync("help | grep -i 'pipes' | wc -l")).Results().ToList();

        Assert.Equal(["text", "status"], results.Select(result => result.Text("type")));
        Assert.Equal("4", results[0].Text("text"));
        Assert.Equal(0, results[1].GetProperty("statusCode").GetInt32());
    }

    [Fact]
    public async Task Own_command_writes_into_the_output_folder()
    {
        await using var hub = await TestHub.StartAsync("--Hub:Output", _folder);

        var results = (await hub.ExecAsync("version > version.txt")).Results().ToList();

        Assert.Equal(["message", "status"], results.Select(result => result.Text("type")));
        Assert.Equal($"1 lines, 6 bytes: {_folder}/version.txt", results[0].Text("message"));
        Assert.Equal("1.0.0\n", await File.ReadAllTextAsync(Path.Combine(_folder, "version.txt"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Output_that_cannot_be_written_is_the_status()
    {
        Directory.CreateDirectory(_folder);
        File.SetUnixFileMode(_folder, (UnixFileMode)0x1ff);
        await using var hub = await TestHub.StartAsync("--Hub:Output", _folder);

        var status = (await hub.ExecAsync("version > version.txt")).Results().Single();

        Assert.Equal(-1, status.GetProperty("statusCode").GetInt32());
        Assert.Contains("may be written by others", status.Text("message"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("words > ../x", "Exec command failed:output goes to files of the output folder only: '../x' is no name")]
    [InlineData("words | grep -e (", "Exec command failed:java.util.regex.PatternSyntaxException: ")]
    [InlineData("words | wc", "Exec command failed:wc currently only support wc -l!")]
    public async Task Problem_is_told_before_anything_runs(string line, string message)
    {
        await using var hub = await TestHub.StartAsync();
        await hub.AgentAsync();

        var answer = await hub.ExecAsync(line);

        Assert.Equal("FAILED", answer.Text("state"));
        Assert.StartsWith(message, answer.Text("message"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Agent_is_told_the_filters_and_the_output()
    {
        await using var hub = await TestHub.StartAsync();
        var agent = await hub.AgentAsync();

        await hub.ExecAsync("words a | grep -n b | nonsense | wc -l >> out.txt");

        var run = await agent.NextMessageAsync<InboxMessage.Run>();
        Assert.Equal(["words", "a"], run.Words);
        Assert.Equal([["grep", "-n", "b"], ["wc", "-l"]], run.Pipe!.Filters);
        Assert.Equal(("out.txt", true), (run.Pipe.Output, run.Pipe.Append));
        await hub.ExecAsync("words a");
        Assert.Null((await agent.NextMessageAsync<InboxMessage.Run>()).Pipe);
        Assert.Equal(ValueForm.Json, run.Values);
    }
}
