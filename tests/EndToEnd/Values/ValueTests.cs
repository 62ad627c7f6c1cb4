using System.Text.Json;

namespace Arthas.EndToEnd.Values;

/// <summary>Values of every odd kind, taken from a real program.</summary>
public sealed class ValueTests(OdditiesFixture shared) : IClassFixture<OdditiesFixture>
{
    private const string Stack = "\"@error\":\"a ref struct lives on its stack and cannot be taken along\"";

    public static TheoryData<string, string, string> Values => new()
    {
        { "numbers", "params", """["NaN","Infinity","-Infinity",-0,79228162514264337593543950335,"170141183460469231731687303715884105727",1.5,"1000000000000000000000000000000",18446744073709551615,"x",-5]""" },
        { "texts", "params", """["a\u0000b\u0001","\uFFFDx","\uD83D\uDE00","\"\\\n</script>",""]""" },
        { "times", "params", """["2024-02-29T01:02:03.1234567Z","2024-01-01T00:00:00+08:00","2024-02-29","23:59:59","-01:30:00","00000000-0000-0000-0000-000000000000"]""" },
        { "nullables", "params", """[5,null,"Green",null,{"@type":"demo.Spot","X":1,"Y":0}]""" },
        { "enums", "params", """["Green","77","Read, Write","8"]""" },
        { "structs", "{params[0], params[1]}", """[{"@type":"demo.Spot","X":1,"Y":2},{"@type":"demo.Pair`2[System.Int32,demo.Person]","First":1,"Second":{"@type":"demo.Person","Name":"Ann","Age":30,"_secret":42,"Boss":null}}]""" },
        { "structs", "params[2]", """{"@type":"System.ValueTuple`3[System.Int32,System.String,System.ValueTuple`2[System.Int32,System.Char]]","Item1":1,"Item2":"b","Item3":{"@type":"System.ValueTuple`2[System.Int32,System.Char]","Item1":2,"Item2":"c"}}""" },
        { "bytes", "params", "[[0,127,-128,-1],[],[-1]]" },
        { "slices", "params", """[[2,3],"ell",["b"],[],"é"]""" },
        { "spans", "params", $$"""[{"@type":"System.Span`1[System.Int32]",{{Stack}}},{"@type":"System.ReadOnlySpan`1[System.Char]",{{Stack}}},{"@type":"demo.Cursor",{{Stack}}}]""" },
        { "references", "params", "[3,3,6]" },
        { "delegates", "params", """[{"@type":"System.Action","method":"demo.Take.nothing"},{"@type":"System.Func`2[System.Int32,System.Int32]","method":"demo.Oddities+<>c__DisplayClass22_0.<Round>b__0"},{"@type":"System.EventHandler","method":"demo.Oddities.Second"}]""" },
        { "tasks", "{params[0], params[1], params[4], params[5], params[6]}", """[{"@type":"System.Threading.Tasks.Task`1[System.Int32]","status":"WaitingForActivation"},{"@type":"System.Threading.Tasks.Task`1[System.Int32]","status":"RanToCompletion","result":5},{"@type":"System.Threading.Tasks.ValueTask`1[System.Int32]","status":"RanToCompletion","result":7},{"@type":"System.Threading.Tasks.ValueTask","status":"RanToCompletion"},{"@type":"System.Threading.Tasks.Task`1[System.Int32]","status":"WaitingForActivation"}]""" },
        { "tasks", "params[2]", """{"@type":"System.Threading.Tasks.Task`1[System.Int32]","status":"Faulted","exception":{"@type":"System.TimeoutException","message":"too late","localizedMessage":"too late","stackTrace":[]}}""" },
        { "maps", "params", """[{"1":"int","1#2":"text","{\"@type\":\"demo.Trap\",\"Field\":7}":"trap","NaN":"nan","{\"@type\":\"System.ValueTuple`2[System.Int32,System.String]\",\"Item1\":1,\"Item2\":\"x\"}":"tuple","[1,2]":"array"},{"1":"one"},{"a":2,"b":1},{"a":1,"self":{"@type":"System.Collections.Generic.Dictionary`2[System.String,System.Object]"}},{"1":2}]""" },
        { "cycles", "params", """[{"@type":"demo.Node","Next":{"@type":"demo.Node","Next":{"@type":"demo.Node"},"Name":"second"},"Name":"node"},[1,{"@type":"System.Collections.Generic.List`1[System.Object]"}]]""" },
        { "traps", "params", """[{"@type":"demo.Trap","Field":7},{"@type":"demo.TrapList","Size":3},{"@type":"demo.Trap","Field":7}]""" },
        { "errors", "{params[1], params[2]}", """[{"@type":"demo.TrapException","message":"base message","localizedMessage":"base message","stackTrace":[]},{"@type":"System.AggregateException","message":"many","localizedMessage":"many","stackTrace":[],"cause":{"@type":"System.InvalidOperationException","message":"one","localizedMessage":"one","stackTrace":[]}}]""" },
        { "arrays", "params", "[[[1],[],null],[[1,2],[3,4]],[0,0],[null,1]]" },
        { "collections", "{params[0], params[1], params[2], params[3], params[4], params[5], params[6], params[7], params[8], params[11]}", """[[1,2],[1,2],[2,1],["a"],[1,2],null,{"a":1},[false,false,false],"built",[1]]""" },
        { "framework", "{params[0], params[1], params[5], params[6]}", """["System.Collections.Generic.List`1[System.Int32]","demo.Take.nothing","http://a/b?c","1.2"]""" },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public async Task Value_is_what_the_program_holds(string method, string express, string json)
    {
        var value = await shared.ValueAsync($"demo.Take {method}", express, "-x 2");

        Assert.Equal(json, value.GetRawText());
        Assert.Equal(0, await shared.FieldAsync("demo.Trap", "Touched"));
    }

    [Theory]
    [InlineData("lazies", 4)]
    [InlineData("traps", 4)]
    [InlineData("errors", 4)]
    [InlineData("maps", 4)]
    [InlineData("collections", 4)]
    [InlineData("framework", 4)]
    [InlineData("json", 4)]
    [InlineData("pointers", 2)]
    [InlineData("changing", 1)]
    public async Task Nothing_of_the_program_runs_however_far_a_value_is_opened(string method, int expand)
    {
        var value = await shared.ValueAsync($"demo.Take {method}", "{params, returnObj, target}", $"-x {expand}");

        Assert.Equal(JsonValueKind.Array, value.ValueKind);
        Assert.Equal(0, await shared.FieldAsync("demo.Trap", "Touched"));
    }

    [Fact]
    public async Task Pointer_is_its_address_and_a_null_pointer_nothing()
    {
        var value = await shared.ValueAsync("demo.Take pointers", "params");

        Assert.Equal(value[0].GetInt64(), value[4].GetInt64());
        Assert.NotEqual(0, value[0].GetInt64());
        Assert.Equal((0, 5), (value[1].GetInt64(), value[3].GetInt64()));
    }

    [Theory]
    [InlineData("params[0]", 37, 9_999_963)]
    [InlineData("params[2].Numbers", 37, 9_999_963)]
    public async Task Ten_million_elements_are_cut_and_counted(string express, int shown, int omitted)
    {
        await shared.DoAsync("big");
        var value = await shared.ValueAsync("demo.Take bigs", express, "-M 100");

        Assert.Equal(shown + 1, value.GetArrayLength());
        Assert.Equal(omitted, value[shown].GetProperty("@omitted").GetInt32());
        Assert.Equal(9_999, (await shared.ValueAsync("demo.Take bigs", express)).EnumerateArray().Count(element => element.ValueKind == JsonValueKind.Number));
    }

    [Theory]
    [InlineData("", 10 * 1024 * 1024)]
    [InlineData("-M 1000", 1000)]
    [InlineData("-M 2147483647", 48 * 1024 * 1024)]
    public async Task Text_of_a_hundred_megabytes_is_cut_to_its_size(string options, int most)
    {
        await shared.DoAsync("big");
        var text = (await shared.ValueAsync("demo.Take bigs", "params[1]", options)).GetString()!;

        Assert.InRange(text.Length, most - 100, most + 100);
        Assert.EndsWith($"x…(+{52_000_000 - text.IndexOf('…', StringComparison.Ordinal)} chars)", text[^100..], StringComparison.Ordinal);
        Assert.Equal(52_000_000, (await shared.ValueAsync("demo.Take bigs", "params[1].Length")).GetInt32());
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-5")]
    public async Task Size_limit_that_is_none_is_refused(string limit)
    {
        var results = await shared.Hub.Api.ResultsAsync($"watch demo.Take numbers params -M {limit}");

        Assert.Equal("sizeLimit must be greater than 0.", Assert.Single(results).GetProperty("message").GetString());
    }

    [Fact]
    public async Task Option_is_the_limit_of_commands_that_name_none()
    {
        await shared.Hub.Api.ResultsAsync("options object-size-limit 20");
        var value = await shared.ValueAsync("demo.Take texts", "{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}");
        await shared.Hub.Api.ResultsAsync("options object-size-limit 10485760");

        Assert.Equal(2, value[value.GetArrayLength() - 1].GetProperty("@omitted").GetInt32());
    }
}
