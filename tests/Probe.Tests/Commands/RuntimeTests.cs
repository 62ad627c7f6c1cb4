namespace Arthas.Probe.Tests.Commands;

public sealed class RuntimeTests
{
    [Fact]
    public void Memory_has_all_three_groups_with_numbers()
    {
        var memory = CommandRun.Only("memory").GetProperty("memoryInfo");
        Assert.Equal("heap", memory.GetProperty("heap")[0].GetProperty("name").GetString());
        Assert.Equal("nonheap", memory.GetProperty("nonheap")[0].GetProperty("name").GetString());
        Assert.All(
            memory.EnumerateObject().SelectMany(g => g.Value.EnumerateArray()),
            entry => Assert.True(entry.GetProperty("used").GetInt64() >= 0 && entry.GetProperty("total").GetInt64() >= 0 && entry.GetProperty("max").GetInt64() is var _));
        Assert.True(memory.GetProperty("heap")[0].GetProperty("used").GetInt64() > 0);
        Assert.True(memory.GetProperty("buffer_pool").GetArrayLength() > 0);
    }

    [Fact]
    public void Jvm_has_the_groups_in_order_and_each_item_a_name_and_value()
    {
        var info = CommandRun.Only("jvm").GetProperty("jvmInfo");
        Assert.Equal(
            ["RUNTIME", "CLASS-LOADING", "COMPILATION", "GARBAGE-COLLECTORS", "MEMORY-MANAGERS", "MEMORY", "OPERATING-SYSTEM", "THREAD", "FILE-DESCRIPTOR"],
            info.EnumerateObject().Select(g => g.Name));
        Assert.All(info.EnumerateObject().SelectMany(g => g.Value.EnumerateArray()), item =>
        {
            Assert.NotEmpty(item.GetProperty("name").GetString()!);
            Assert.NotEqual(System.Text.Json.JsonValueKind.Null, item.GetProperty("value").ValueKind);
        });
    }

    [Fact]
    public void Options_lists_all_and_changes_one()
    {
        var options = CommandRun.Only("options").GetProperty("options").EnumerateArray().ToDictionary(o => o.GetProperty("name").GetString()!);
        string[] names = ["unsafe", "dump", "batch-re-transform", "json-format", "object-size-limit", "disable-sub-class", "support-default-method", "save-result", "job-timeout", "print-parent-fields", "verbose", "strict"];
        Assert.Equal(names, options.Keys);
        Assert.Equal("true", options["strict"].GetProperty("value").GetString());

        var change = CommandRun.Only("options", ("options-name", "dump"), ("options-value", "true")).GetProperty("changeResult");
        Assert.Equal((false, true), (change.GetProperty("beforeValue").GetBoolean(), change.GetProperty("afterValue").GetBoolean()));
        CommandRun.Only("options", ("options-name", "dump"), ("options-value", "false"));
    }

    [Theory]
    [InlineData("nope", "1", "options[nope] not found.")]
    [InlineData("object-size-limit", "0", "options[object-size-limit] must be greater than 0.")]
    [InlineData("object-size-limit", "x", "Cannot cast option value[x] to type[int].")]
    public void Options_wrong_change_is_refused(string name, string value, string message)
    {
        var (results, status, text) = CommandRun.Of("options", ("options-name", name), ("options-value", value));
        Assert.Equal((0, -1, message), (results.Count, status, text));
    }

    [Fact]
    public void Options_unknown_name_is_an_empty_list() => Assert.Equal(0, CommandRun.Only("options", ("options-name", "nope")).GetProperty("options").GetArrayLength());
}
