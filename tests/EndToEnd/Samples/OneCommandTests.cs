using Arthas.EndToEnd.Running;

namespace Arthas.EndToEnd.Samples;

public sealed class OneCommandTests
{
    [Fact]
    public async Task The_command_of_the_sample_answers_as_the_hubs_own_do()
    {
        await using var sample = await SampleProcess.StartAsync("OneCommand");

        var steps = await sample.Api.ResultsAsync("runbook high-cpu | grep 'thread -n 3'");
        var unknown = (await sample.Api.ExecAsync("runbook none")).GetProperty("body").GetProperty("results").EnumerateArray().ToList();
        var help = await sample.Api.ResultsAsync("help runbook");
        var missing = (await sample.Api.ExecAsync("runbook")).GetProperty("body").GetProperty("results").EnumerateArray().ToList();

        Assert.Contains("call the team of the topmost method", steps.One("text").Text("text"));
        Assert.Equal("There is no runbook for none.", unknown.One("status").Text("message"));
        Assert.Contains("What to do about an alert", help.One("help").GetRawText());
        Assert.NotEqual(0, missing.One("status").GetProperty("statusCode").GetInt32());
    }
}
