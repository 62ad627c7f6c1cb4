using System.Text.Json;
using Arthas.EndToEnd.Running;

namespace Arthas.EndToEnd;

public sealed class LineTests
{
    [Fact]
    public async Task A_line_shows_the_variables_there_by_name()
    {
        await using var game = await TargetProcess.MathGameAsync();
        await using var hub = await HubProcess.StartForAsync(game);

        var results = await hub.Api.ResultsAsync("line --class demo.MathGame --line 43 --express '{params[0], localVarMap, argNames, lineNumber}' -n 4 --stack --stack-depth 2");

        var lines = results.Where(result => result.Is("line")).ToList();
        Assert.Equal(4, lines.Count);
        Assert.Equal(
            ["type", "jobId", "ts", "cost", "className", "methodName", "methodDesc", "lineNumber", "threadName", "threadId", "value", "sizeLimit", "expand", "stackTrace"],
            lines[0].EnumerateObject().Select(property => property.Name));
        foreach (var line in lines)
        {
            var value = line.GetProperty("value");
            Assert.Equal(0, value[0].GetInt32() % value[1].GetProperty("i").GetInt32());
            Assert.Equal(JsonValueKind.Array, value[1].GetProperty("result").ValueKind);
            Assert.Equal(("""["number"]""", 43), (value[2].GetRawText(), value[3].GetInt32()));
            Assert.Equal(["primeFactors", "run"], line.GetProperty("stackTrace").EnumerateArray().Select(frame => frame.Text("methodName")));
            Assert.Equal(("main", 1, "(System.Int32)System.Collections.Generic.List`1[System.Int32]"), (line.Text("threadName"), line.GetProperty("threadId").GetInt32(), line.Text("methodDesc")));
        }
    }

    [Fact]
    public async Task Lines_with_code_are_listed_by_method()
    {
        await using var game = await TargetProcess.MathGameAsync();
        await using var hub = await HubProcess.StartForAsync(game);

        var lists = await hub.Api.ResultsAsync("line --class demo.MathGame --list-lines --method 'p*'");

        Assert.Equal(["primeFactors", "print"], lists.Where(result => result.Is("line-list")).Select(list => list.Text("methodName")));
        Assert.Equal(["type", "jobId", "className", "sourceFile", "methodName", "methodDesc", "lines"], lists[0].EnumerateObject().Select(property => property.Name));
        Assert.Equal(("MathGame.cs", "[31,33,34,37,38,39,41,43,44,45,49,53]"), (lists[0].Text("sourceFile"), lists[0].GetProperty("lines").GetRawText().Replace(" ", "", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Async_methods_and_lambdas_have_their_variables_too()
    {
        await using var shop = await ShopProcess.StartAsync();
        await shop.WatchAsync("line --class Shop.Orders --line 15 --express '{params, localVarMap}'");

        await shop.OrderAsync("order 10");

        var values = (await shop.PullAsync("line", 2)).ConvertAll(line => line.GetProperty("value"));
        Assert.All(values, value => Assert.Equal("[10]", value[0].GetRawText()));
        Assert.Equal([0, 1], values.Select(value => value[1].GetProperty("i").GetInt32()));
        Assert.All(values, value => Assert.Equal((10, 20), (value[1].GetProperty("stock").GetInt32(), value[1].GetProperty("price").GetInt32())));

        var (session, consumer) = await shop.Hub.Api.OpenAsync();
        await shop.Hub.Api.PostAsync(new { action = "async_exec", command = "line --class Shop.Threads --line 12 --condition 'localVarMap.i == 1' --express localVarMap -n 1", sessionId = session });
        await shop.Hub.Api.PullUntilAsync(session, consumer, result => result.Is("enhancer"));
        await shop.OrderAsync("threads 1 3");
        var captured = (await shop.Hub.Api.PullUntilAsync(session, consumer, result => result.Is("line"))).One("line").GetProperty("value");
        Assert.Equal((3, 1), (captured.GetProperty("calls").GetInt32(), captured.GetProperty("i").GetInt32()));
    }

    [Theory]
    [InlineData("line", "The --class option is required.")]
    [InlineData("line --class demo.MathGame", "The --line option is required unless --list-lines is used.")]
    [InlineData("line --class demo.MathGame --line x", "Invalid line number: x")]
    [InlineData("line --class demo.MathGame --line 0", "Line number must be greater than 0: 0")]
    [InlineData("line --class demo.MathGame --line 40-43", "Line range syntax is not supported in the first version: 40-43")]
    [InlineData("line --class demo.MathGame --line 1", "No available line number is found.")]
    [InlineData("line --class demo.MathGame --line 43 -x 5", "expand must be between 0 and 4.")]
    [InlineData("line --class demo.MathGame --line 43 -n 0", "limits must be greater than 0.")]
    [InlineData("line --class demo.MathGame --line 43 --stack-depth 257", "stack-depth must be between 1 and 256.")]
    public async Task What_is_wrong_is_said_in_Arthas_words(string command, string message)
    {
        await using var game = await TargetProcess.MathGameAsync();
        await using var hub = await HubProcess.StartForAsync(game);

        var status = Assert.Single(await hub.Api.ResultsAsync(command));

        Assert.Equal((-1, message), (status.GetProperty("statusCode").GetInt32(), status.Text("message")));
    }
}
