using System.Text.Json;
using Arthas.EndToEnd.Running;

namespace Arthas.EndToEnd;

/// <summary>The options that all watching commands share, on those that are not watch.</summary>
public sealed class EnhancingOptionsTests
{
    [Theory]
    [InlineData("trace")]
    [InlineData("stack")]
    [InlineData("monitor")]
    [InlineData("tt -t")]
    public async Task Too_many_classes_are_refused_and_patterns_narrow_them(string command)
    {
        await using var shop = await ShopProcess.StartAsync();

        var refused = await shop.Hub.Api.ResultsAsync($"{command} Shop.* * -m 2");
        var effect = refused.One("enhancer").GetProperty("effect");
        Assert.Matches(@"^The number of matched classes is \d+, greater than the limit value 2\. Try to change the limit with option '-m <arg>'\.$", effect.Text("overLimitMsg"));
        Assert.Equal((-1, false), (refused.One("status").GetProperty("statusCode").GetInt32(), refused.One("status").TryGetProperty("message", out _)));

        var narrowed = await shop.Hub.Api.ResultsAsync($"{command} -E Shop\\\\.(Work|Levels|Box.*) Once|Caught|Map --exclude-class-pattern Shop\\\\.Box.* --timeout 1 -v");
        var methods = narrowed.One("enhancer").GetProperty("effect").GetProperty("methods").EnumerateArray().Select(method => method.GetString()!.Split('|')[1]);
        Assert.Equal(["Shop.Levels#Caught", "Shop.Work#Once"], methods.Order(StringComparer.Ordinal));
        Assert.Equal(0, narrowed.One("status").GetProperty("statusCode").GetInt32());
    }

    [Fact]
    public async Task A_trace_gets_a_level_more_from_another_job_by_its_listenerId()
    {
        await using var shop = await ShopProcess.StartAsync();
        var id = (await shop.WatchAsync("trace Shop.Work Run")).GetProperty("effect").GetProperty("listenerId").GetInt32();
        var other = await shop.Hub.Api.OpenAsync();
        await shop.Hub.Api.PostAsync(new { action = "async_exec", command = $"trace Shop.Work Twice --listenerId {id}", sessionId = other.Session });
        await shop.Hub.Api.PullUntilAsync(other.Session, other.Consumer, result => result.Is("enhancer"));

        await shop.OrderAsync("work 3");

        var calls = (await shop.PullAsync("trace"))[0].GetProperty("root").GetProperty("children")[0].GetProperty("children").EnumerateArray().ToList();
        var twice = calls.Single(call => call.Text("methodName") == "Twice").GetProperty("children")[0];
        Assert.Equal(("Once", 2), (twice.GetProperty("children")[0].Text("methodName"), twice.GetProperty("children")[0].GetProperty("times").GetInt32()));
        Assert.DoesNotContain(calls, call => call.Text("methodName") == "Once" && call.TryGetProperty("children", out _));
    }

    [Fact]
    public async Task Lazy_hears_what_is_loaded_later()
    {
        await using var shop = await ShopProcess.StartAsync();
        var library = Path.ChangeExtension(Built.Target("HotLoop"), ".dll");
        var enhanced = await shop.WatchAsync("trace HotLoop.Calls Ten --lazy");
        Assert.Equal((true, 0), (enhanced.GetProperty("success").GetBoolean(), enhanced.GetProperty("effect").GetProperty("methodCount").GetInt32()));

        // The thread that loads the library does not wait until it is woven: the first calls may not be heard.
        var results = new List<JsonElement>();
        for (var calls = 0; calls < 50 && !results.Exists(result => result.Is("trace")); calls++)
        {
            await shop.OrderAsync($"late {library} HotLoop.Calls Ten");
            results.AddRange(await shop.Hub.Api.PullAsync(shop.Session, shop.Consumer));
        }

        var ten = results.First(result => result.Is("trace")).GetProperty("root").GetProperty("children")[0];
        Assert.Equal(("Leaf", 10), (ten.GetProperty("children")[0].Text("methodName"), ten.GetProperty("children")[0].GetProperty("times").GetInt32()));
    }
}
