namespace Arthas.Agent.Tests;

[Collection("demo")]
public sealed class AttachTests(DemoTarget demo)
{
    [Fact]
    public async Task RunInTarget_running_unmodified_process_answers()
    {
        await using var agent = await TestAgent.StartAsync();
        await using var hub = await HubEnd.WelcomeAsync(agent);

        var results = await hub.ExecAsync(1, demo.Id, "pwd");

        Assert.Equal("pwd", results[0].GetProperty("type").GetString());
        Assert.Equal(Environment.CurrentDirectory, results[0].GetProperty("workingDir").GetString());
        Assert.Equal(0, results[1].GetProperty("statusCode").GetInt32());
    }
}
