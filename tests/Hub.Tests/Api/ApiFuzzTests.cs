using System.Net;
using System.Text;
using System.Text.Json;
using Arthas.Hub.Tests.Running;

namespace Arthas.Hub.Tests.Api;

/// <summary>Requests that were right, cut, doubled and scrambled: each has a clear answer, and the hub goes on.</summary>
public sealed class ApiFuzzTests
{
    private static readonly string[] Seeds =
    [
        """{"action":"exec","command":"version","execTimeout":"100"}""",
        """{"action":"exec","command":"words 'a b' \"c\" | grep d > e &","execTimeout":100,"requestId":"r"}""",
        """{"action":"init_session","userId":"u","target":"app=MathGame"}""",
        """{"action":"async_exec","command":"count 3","sessionId":"{session}"}""",
        """{"action":"pull_results","sessionId":"{session}","consumerId":"{consumer}","afterSeq":0}""",
        """{"action":"interrupt_job","sessionId":"{session}"}""",
        """{"action":"session_info","sessionId":"{session}",'x':[1,{"y":null},],}""",
    ];

    private static readonly string[] Pieces =
        ["{", "}", "[", "]", "\"", "'", "\\", ",", ":", "null", "true", "-1", "1e999", "/*", "*/", "//", "\0", "\u00e9", "\ud83d\ude00", "\\ud800", "|", "&", ">", " -h ", "--"];

    [Fact]
    public async Task Post_scrambled_isAnsweredAndTheHubGoesOn()
    {
        var seed = Environment.GetEnvironmentVariable("FUZZ_SEED") is { Length: > 0 } text
            ? int.Parse(text, System.Globalization.CultureInfo.InvariantCulture)
            : Random.Shared.Next();
        TestContext.Current.TestOutputHelper!.WriteLine($"FUZZ_SEED={seed}");
        var random = new Random(seed);
        await using var hub = await TestHub.StartAsync("--Hub:PullWait", "00:00:00.010");
        await hub.AgentAsync();
        var (session, consumer) = await hub.OpenAsync();

        for (var round = 0; round < 1500; round++)
        {
            var body = Scramble(random, Seeds[random.Next(Seeds.Length)].Replace("{session}", session, StringComparison.Ordinal).Replace("{consumer}", consumer, StringComparison.Ordinal));
            using var content = new ByteArrayContent(body);
            using var response = await hub.Http.PostAsync(new Uri("/api", UriKind.Relative), content, TestContext.Current.CancellationToken);

            var answer = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            var about = $"FUZZ_SEED={seed} round {round}: {Encoding.UTF8.GetString(body)} -> {answer}";
            Assert.True(response.StatusCode == HttpStatusCode.OK, about);
            Assert.True(IsEnvelope(answer), about);
            Assert.DoesNotContain("process http api request failed", answer, StringComparison.Ordinal);
        }

        Assert.Equal("SUCCEEDED", (await hub.ExecAsync("version")).Text("state"));
    }

    private static byte[] Scramble(Random random, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text).ToList();
        for (var change = random.Next(4); change > 0; change--)
        {
            var at = random.Next(bytes.Count + 1);
            var length = Math.Min(random.Next(1, 6), bytes.Count - at);
            switch (random.Next(4))
            {
                case 0:
                    bytes.RemoveRange(at, length);
                    break;
                case 1:
                    bytes.InsertRange(at, Encoding.UTF8.GetBytes(Pieces[random.Next(Pieces.Length)]));
                    break;
                case 2:
                    bytes.InsertRange(at, bytes.GetRange(at, length));
                    break;
                default:
                    bytes.Insert(at, (byte)random.Next(256));
                    break;
            }
        }

        return [.. bytes];
    }

    private static bool IsEnvelope(string answer)
    {
        using var document = JsonDocument.Parse(answer);
        return document.RootElement.TryGetProperty("state", out var state)
            && state.GetString() is "SUCCEEDED" or "SCHEDULED" or "FAILED" or "REFUSED" or "INTERRUPTED";
    }
}
