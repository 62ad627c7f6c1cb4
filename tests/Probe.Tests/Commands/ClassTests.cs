using System.Text.Json;

namespace Arthas.Probe.Tests.Commands;

public sealed class ClassTests
{
    private const string Sample = "Arthas.Probe.Tests.Commands.ClassTests+Sample";

    [Serializable]
    private sealed class SampleBase;

    private sealed class SampleThing
    {
        public const int Limit = 7;

        public static readonly string Shared = "s";

        public int Count { get; set; }

        public static int Add(int a, int b) => a + b;
    }

    [Fact]
    public void Sc_lists_names_sorted_then_the_count()
    {
        var (results, status, _) = CommandRun.Of("sc", ("class-pattern", Sample + "*"));
        Assert.Equal(0, status);
        Assert.Equal([Sample + "Base", Sample + "Thing"], results[0].GetProperty("classNames").EnumerateArray().Select(n => n.GetString()));
        Assert.False(results[0].GetProperty("detailed").GetBoolean());
        Assert.Equal(("row_affect", 2), (results[1].GetProperty("type").GetString(), results[1].GetProperty("rowCount").GetInt32()));
    }

    [Fact]
    public void Sc_nothing_found_is_a_count_of_none()
    {
        var (results, status, _) = CommandRun.Of("sc", ("class-pattern", "no.Such"));
        Assert.Equal((0, 0), (status, results.Single().GetProperty("rowCount").GetInt32()));
    }

    [Fact]
    public void Sc_many_are_listed_in_segments_and_refused_in_detail()
    {
        var (results, _, _) = CommandRun.Of("sc", ("class-pattern", "System.*"));
        Assert.True(results.Count > 3);
        Assert.Equal(1, results[1].GetProperty("segment").GetInt32());
        Assert.Equal(256, results[0].GetProperty("classNames").GetArrayLength());
        var refused = CommandRun.Of("sc", ("class-pattern", "System.*"), ("details", "true"));
        Assert.Equal(-1, refused.Status);
        Assert.StartsWith("The number of matching classes is greater than : 100. \nPlease", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Sc_detail_has_every_key()
    {
        var info = CommandRun.Of("sc", ("class-pattern", Sample + "Thing"), ("details", "true"), ("field", "true")).Results[0].GetProperty("classInfo");
        string[] keys =
        [
            "name", "classInfo", "codeSource", "simpleName", "modifier", "annotations", "interfaces", "superClass", "classloader", "classLoaderHash",
            "interface", "annotation", "enum", "anonymousClass", "array", "localClass", "memberClass", "primitive", "synthetic", "fields",
        ];
        Assert.Equal(keys, info.EnumerateObject().Select(p => p.Name));
        var fields = info.GetProperty("fields").EnumerateArray().ToDictionary(f => f.GetProperty("name").GetString()!);
        Assert.Equal(7, fields["Limit"].GetProperty("value").GetInt32());
        Assert.Equal("s", fields["Shared"].GetProperty("value").GetString());
        Assert.False(fields["<Count>k__BackingField"].TryGetProperty("value", out _));
        Assert.Equal("System.Object", info.GetProperty("superClass")[0].GetString());
    }

    [Fact]
    public void Sm_shows_methods_and_their_details()
    {
        var (results, status, _) = CommandRun.Of("sm", ("class-pattern", Sample + "Thing"), ("method-pattern", "Add"), ("details", "true"));
        var method = results[0].GetProperty("methodInfo");
        Assert.Equal(0, status);
        Assert.Equal("(System.Int32,System.Int32)System.Int32", method.GetProperty("descriptor").GetString());
        Assert.Equal("public,static", method.GetProperty("modifier").GetString());
        Assert.Equal(2, method.GetProperty("parameters").GetArrayLength());
        Assert.Equal(JsonValueKind.Array, method.GetProperty("exceptions").ValueKind);
        Assert.Equal(1, results[1].GetProperty("rowCount").GetInt32());
    }

    [Fact]
    public void Sm_wrong_regex_is_told() =>
        Assert.StartsWith("The regex '(' is wrong", CommandRun.Of("sm", ("class-pattern", "("), ("regex", "true")).Message, StringComparison.Ordinal);
}
