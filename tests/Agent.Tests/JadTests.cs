namespace Arthas.Agent.Tests;

[Collection("demo")]
public sealed class JadTests(DemoTarget demo)
{
    [Fact]
    public async Task Run_class_gives_source_with_original_lines()
    {
        await using var agent = await TestAgent.StartAsync();
        await using var hub = await HubEnd.WelcomeAsync(agent);

        var results = await hub.ExecAsync(1, demo.Id, "jad", "demo.MathGame");

        Assert.Equal(["jad", "row_affect", "status"], results.Select(result => result.GetProperty("type").GetString()));
        var jad = results[0];
        Assert.Equal("demo.MathGame", jad.GetProperty("classInfo").GetProperty("name").GetString());
        Assert.EndsWith("MathGame.dll", jad.GetProperty("location").GetString(), StringComparison.Ordinal);
        var source = jad.GetProperty("source").GetString()!;
        Assert.Contains("public List<int> primeFactors(int number)", source, StringComparison.Ordinal);
        Assert.Matches(@"/\*\d+\*/ .*throw new ArgumentException", source);
        foreach (var statement in new[] { "throw new ArgumentException", "% ", ".Add(", "return " })
        {
            var line = 1 + Array.FindIndex(source.Split('\n'), line => line.Contains(statement, StringComparison.Ordinal));
            Assert.Equal((statement, LineOf(statement)), (statement, jad.GetProperty("mappings").GetProperty($"{line}").GetInt32()));
        }
    }

    [Fact]
    public async Task Run_method_source_only_gives_just_its_source()
    {
        await using var agent = await TestAgent.StartAsync();
        await using var hub = await HubEnd.WelcomeAsync(agent);

        var results = await hub.ExecAsync(1, demo.Id, "jad", "--source-only", "--lineNumber", "false", "demo.MathGame", "print");

        Assert.Equal(["jad", "status"], results.Select(result => result.GetProperty("type").GetString()));
        Assert.False(results[0].TryGetProperty("classInfo", out _));
        var source = results[0].GetProperty("source").GetString()!;
        Assert.Contains("void print(int number, List<int> primeFactors)", source, StringComparison.Ordinal);
        Assert.DoesNotContain("illegalArgumentCount", source, StringComparison.Ordinal);
        Assert.DoesNotContain("/*", source, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_no_such_class_ends_with_minus_one()
    {
        await using var agent = await TestAgent.StartAsync();
        await using var hub = await HubEnd.WelcomeAsync(agent);

        var results = await hub.ExecAsync(1, demo.Id, "jad", "no.Such");

        Assert.Equal(0, results[0].GetProperty("rowCount").GetInt32());
        Assert.Equal(-1, results[1].GetProperty("statusCode").GetInt32());
        Assert.Equal("No class found for: no.Such", results[1].GetProperty("message").GetString());
    }

    [Fact]
    public async Task Run_several_classes_lists_them()
    {
        await using var agent = await TestAgent.StartAsync();
        await using var hub = await HubEnd.WelcomeAsync(agent);

        var results = await hub.ExecAsync(1, demo.Id, "jad", "System.Int*");

        Assert.Equal(["message", "jad", "row_affect", "status"], results.Select(result => result.GetProperty("type").GetString()));
        Assert.Contains("System.Int32", results[1].GetProperty("matchedClasses").EnumerateArray().Select(one => one.GetProperty("name").GetString()));
        Assert.Equal(-1, results[3].GetProperty("statusCode").GetInt32());
    }

    private static int LineOf(string text) =>
        1 + Array.FindIndex(File.ReadAllLines(Path.Combine(Built.Root, "tests/Targets/MathGame/MathGame.cs")), line => line.Contains(text, StringComparison.Ordinal));
}
