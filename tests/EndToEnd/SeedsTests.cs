using System.Text.Json;
using Arthas.EndToEnd.Running;

namespace Arthas.EndToEnd;

/// <summary>Every request of the Arthas HTTP API documents, pasted as it stands there (but for the port), in their order.</summary>
public sealed class SeedsTests
{
    [Fact]
    public async Task Every_example_of_the_documents_works_by_curl()
    {
        await using var game = await TargetProcess.MathGameAsync(interval: 100);
        await using var hub = await HubProcess.StartForAsync(game);
        string api = new Uri(hub.Api.Address, "/api").ToString();

        // One-time command
        var version = await CurlAsync(api, """
            curl -Ss -XPOST http://localhost:8563/api -d '
            {
              "action":"exec",
              "command":"version"
            }
            '
            """);
        Assert.Equal("SUCCEEDED", version.Text("state"));
        Assert.Equal(["sessionId", "state"], Keys(version).Except(["body"]));
        var body = version.GetProperty("body");
        Assert.Equal(["command", "jobId", "jobStatus", "results", "timeExpired"], Keys(body));
        Assert.Equal("TERMINATED", body.Text("jobStatus"));
        Assert.False(body.GetProperty("timeExpired").GetBoolean());
        Assert.Equal(["version", "status"], Types(body));
        Assert.NotEmpty(body.GetProperty("results")[0].Text("version"));

        // Create a session
        var opened = await CurlAsync(api, """
            curl -Ss -XPOST http://localhost:8563/api -d '
            {
              "action":"init_session"
            }
            '
            """);
        Assert.Equal(["consumerId", "sessionId", "state"], Keys(opened));
        string session = opened.Text("sessionId");
        string first = opened.Text("consumerId");
        Assert.EndsWith("_1", first, StringComparison.Ordinal);

        // Join it
        var joined = await CurlAsync(api, $$"""
            curl -Ss -XPOST http://localhost:8563/api -d '
            {
              "action":"join_session",
              "sessionId" : "{{session}}"
            }
            '
            """);
        string second = joined.Text("consumerId");
        Assert.EndsWith("_2", second, StringComparison.Ordinal);

        // Pull
        var pulled = await PullAsync(api, session, second);
        Assert.Equal(["body", "consumerId", "sessionId", "state"], Keys(pulled));
        Assert.Equal(["input_status", "message", "welcome", "input_status"], Types(pulled.GetProperty("body")));
        var preamble = pulled.GetProperty("body").GetProperty("results");
        Assert.Equal("DISABLED", preamble[0].Text("inputStatus"));
        Assert.Equal("Welcome to arthas!", preamble[1].Text("message"));
        Assert.Equal($"{game.Id}", preamble[2].Text("pid"));
        Assert.Equal("ALLOW_INPUT", preamble[3].Text("inputStatus"));
        Assert.Equal(["message", "welcome", "input_status"], Types((await PullAsync(api, session, first)).GetProperty("body")));

        // Execute asynchronously
        var scheduled = await CurlAsync(api, $$"""
            curl -Ss -XPOST http://localhost:8563/api -d '''
            {
              "action":"async_exec",
              "command":"watch demo.MathGame primeFactors \"{params, returnObj, throwExp}\" ",
              "sessionId" : "{{session}}"
            }
            '''
            """);
        Assert.Equal("SCHEDULED", scheduled.Text("state"));
        Assert.Equal("READY", scheduled.GetProperty("body").Text("jobStatus"));
        Assert.Equal("watch demo.MathGame primeFactors \"{params, returnObj, throwExp}\" ", scheduled.GetProperty("body").Text("command"));
        int job = scheduled.GetProperty("body").GetProperty("jobId").GetInt32();

        var seen = await hub.Api.PullUntilAsync(session, first, result => result.Is("watch") && result.GetProperty("value")[2].ValueKind == JsonValueKind.Object);
        seen.AddRange(await hub.Api.PullUntilAsync(session, first, result => result.Is("watch") && result.GetProperty("value")[1].ValueKind == JsonValueKind.Array));
        Assert.Equal("command", seen[0].Text("type"));
        Assert.Equal("SCHEDULED", seen[0].Text("state"));
        Assert.Equal("ALLOW_INTERRUPT", seen[1].Text("inputStatus"));
        Assert.Equal(0, seen[1].GetProperty("jobId").GetInt32());
        Assert.Equal("enhancer", seen[2].Text("type"));
        Assert.True(seen[2].GetProperty("success").GetBoolean());
        Assert.Equal(1, seen[2].GetProperty("effect").GetProperty("classCount").GetInt32());
        Assert.Equal(1, seen[2].GetProperty("effect").GetProperty("methodCount").GetInt32());
        var thrown = seen.First(result => result.Is("watch") && result.GetProperty("value")[2].ValueKind == JsonValueKind.Object);
        Assert.Equal(10485760, thrown.GetProperty("sizeLimit").GetInt32());
        Assert.Equal(1, thrown.GetProperty("expand").GetInt32());
        Assert.Equal(job, thrown.GetProperty("jobId").GetInt32());
        Assert.Equal(JsonValueKind.Null, thrown.GetProperty("value")[1].ValueKind);
        int number = thrown.GetProperty("value")[0][0].GetInt32();
        Assert.Equal($"number is: {number}, need >= 2", thrown.GetProperty("value")[2].Text("message"));
        Assert.Equal("System.ArgumentException", thrown.GetProperty("value")[2].Text("@type"));
        var frame = thrown.GetProperty("value")[2].GetProperty("stackTrace")[0];
        Assert.Equal(["classLoaderName", "className", "fileName", "lineNumber", "methodName", "nativeMethod"], Keys(frame).Order(StringComparer.OrdinalIgnoreCase));
        Assert.Equal("demo.MathGame", frame.Text("className"));
        Assert.Equal("primeFactors", frame.Text("methodName"));
        Assert.Equal("MathGame.cs", frame.Text("fileName"));
        var returned = seen.First(result => result.Is("watch") && result.GetProperty("value")[1].ValueKind == JsonValueKind.Array);
        long product = returned.GetProperty("value")[1].EnumerateArray().Aggregate(1L, (all, factor) => all * factor.GetInt32());
        Assert.Equal(returned.GetProperty("value")[0][0].GetInt32(), product);

        // Interrupt
        var interrupted = await CurlAsync(api, $$"""
            curl -Ss -XPOST http://localhost:8563/api -d '''
            {
              "action":"interrupt_job",
              "sessionId" : "{{session}}"
            }
            '''
            """);
        Assert.Equal(["body", "state"], Keys(interrupted));
        Assert.Equal("TERMINATED", interrupted.GetProperty("body").Text("jobStatus"));
        Assert.Equal(job, interrupted.GetProperty("body").GetProperty("jobId").GetInt32());
        var rest = await hub.Api.PullUntilAsync(session, first, result => result.Is("input_status"));
        Assert.Equal(0, rest.One("status").GetProperty("statusCode").GetInt32());
        Assert.Equal("ALLOW_INPUT", rest[^1].Text("inputStatus"));

        // A failed command's status
        var failed = await hub.Api.ExecAsync("watch", session);
        var status = failed.GetProperty("body").GetProperty("results")[0];
        Assert.Equal(-10, status.GetProperty("statusCode").GetInt32());
        Assert.Equal("The argument 'class-pattern' is required", status.Text("message"));

        // Close
        var closed = await CurlAsync(api, $$"""
            curl -Ss -XPOST http://localhost:8563/api -d '''
            {
              "action":"close_session",
              "sessionId" : "{{session}}"
            }
            '''
            """);
        Assert.Equal(["state"], Keys(closed));

        // The classpath, by both of the documents' ways
        const string Properties = """
            json_data=$(curl -Ss -XPOST http://localhost:8563/api -d '
            {
              "action":"exec",
              "command":"sysprop"
            }')

            """;
        string expected = $"classpath: {Built.Target("MathGame")}.dll\n";
        Assert.Equal(expected, await ScriptAsync(api, Properties + """
            class_path=$(echo $json_data | tr -d '\n' | sed 's/.*"java.class.path":"\([^"]*\).*/\1/')
            echo "classpath: $class_path"
            """));
        Assert.Equal(expected, await ScriptAsync(api, Properties + """
            class_path=$(echo $json_data | tr -d '\n' | json_pp | grep java.class.path | awk -F'"' '{ print $4 }')
            echo "classpath: $class_path"
            """));

        // watch with a map
        var maps = await CurlAsync(api, """
            curl -Ss -XPOST http://localhost:8563/api -d @- << EOF
            {
              "action":"exec",
              "execTimeout": 30000,
              "command":"watch *MathGame prime* '#{ \"params\" : params, \"returnObj\" : returnObj, \"throwExp\": throwExp}' -n 3 "
            }
            EOF
            """);
        var watches = maps.GetProperty("body").GetProperty("results").EnumerateArray().Where(result => result.Is("watch")).ToList();
        Assert.Equal(3, watches.Count);
        Assert.All(watches, watch =>
        {
            var value = watch.GetProperty("value");
            bool threw = value.TryGetProperty("throwExp", out var exception);
            Assert.Equal(threw ? ["params", "throwExp"] : ["params", "returnObj"], Keys(value));
            Assert.Equal(JsonValueKind.Number, value.GetProperty("params")[0].ValueKind);
            Assert.True(!threw || exception.Text("localizedMessage").EndsWith(", need >= 2", StringComparison.Ordinal));
        });
        Assert.Equal("status", maps.GetProperty("body").GetProperty("results").EnumerateArray().Last().Text("type"));
    }

    private static Task<JsonElement> PullAsync(string api, string session, string consumer) => CurlAsync(api, $$"""
        curl -Ss -XPOST http://localhost:8563/api -d '
        {
          "action":"pull_results",
          "sessionId" : "{{session}}",
          "consumerId" : "{{consumer}}"
        }
        '
        """);

    private static Task<string> ScriptAsync(string api, string script) =>
        Shell.BashAsync(script.Replace("http://localhost:8563/api", api, StringComparison.Ordinal));

    private static async Task<JsonElement> CurlAsync(string api, string script)
    {
        using var document = JsonDocument.Parse(await ScriptAsync(api, script));
        return document.RootElement.Clone();
    }

    private static IEnumerable<string> Keys(JsonElement element) => element.EnumerateObject().Select(property => property.Name);

    private static IEnumerable<string> Types(JsonElement body) => body.GetProperty("results").EnumerateArray().Select(result => result.Text("type"));
}
