using System.Text.Json;
using Arthas.Contracts.CommandLine;
using Arthas.Probe.Jobs;

namespace Arthas.Probe.Tests.Commands;

#pragma warning disable CA1823, IDE0051, IDE0052 // Read by reflection.

// One of them uses up the evaluations there may be at once.
[Collection("own evaluations")]
public sealed class GetstaticTests
{
    private const string Outer = "Arthas.Probe.Tests.Commands.GetstaticTests+";

    private static class Shelf
    {
        public const int Limit = 7;

        public static readonly string[] Books = ["a", "bc"];

        private static int s_count = 1;

        public static string? Owner { get; set; } = "ann";

        public static void Add() => s_count++;
    }

    private static class Broken
    {
        private static readonly int Never = int.Parse("no number", System.Globalization.CultureInfo.InvariantCulture);
    }

    private static class Box<T>
    {
        public static readonly int Count = 3;
    }

    [Theory]
    [InlineData("Limit", "7")]
    [InlineData("Books", """["a","bc"]""")]
    [InlineData("Owner", "\"ann\"")]
    [InlineData("<Owner>*", "\"ann\"")]
    [InlineData("s_c*", "1")]
    public void Field_is_shown_under_its_name(string pattern, string value)
    {
        var (results, status, _) = CommandRun.Of("getstatic", ("class-pattern", Outer + "Shelf"), ("field-pattern", pattern));

        Assert.Equal(0, status);
        Assert.Equal(["getstatic", "row_affect"], results.Select(r => r.GetProperty("type").GetString()));
        Assert.Equal(["type", "field", "fieldName", "sizeLimit", "expand"], results[0].EnumerateObject().Select(p => p.Name));
        if (pattern != "s_c*")
        {
            Assert.Equal(value, results[0].GetProperty("field").GetRawText());
        }
    }

    [Fact]
    public void Field_is_read_again_each_time()
    {
        var before = Count();
        Shelf.Add();
        Assert.Equal(before + 1, Count());
    }

    [Fact]
    public void All_fields_are_counted()
    {
        var (results, _, _) = CommandRun.Of("getstatic", ("class-pattern", Outer + "Shelf"), ("field-pattern", "*"));
        Assert.Equal(["Books", "Limit", "Owner", "s_count"], results[..^1].Select(r => r.GetProperty("fieldName").GetString()).Order(StringComparer.Ordinal));
        Assert.Equal(4, results[^1].GetProperty("rowCount").GetInt32());
    }

    [Fact]
    public void Express_is_looked_up_in_the_value()
    {
        var result = CommandRun.Of("getstatic", ("class-pattern", Outer + "Shelf"), ("field-pattern", "Books"), ("express", "#this.{Length}")).Results[0];
        Assert.Equal("[1,2]", result.GetProperty("field").GetRawText());
    }

    [Theory]
    [InlineData("Shelf", "nope", "getstatic: no matched static field was found")]
    [InlineData("NoSuch", "x", "No class found for: Arthas.Probe.Tests.Commands.GetstaticTests+NoSuch")]
    [InlineData("*", "x", "Found more than one class for: Arthas.Probe.Tests.Commands.GetstaticTests+*, Please use: getstatic -c <hashcode> Arthas.Probe.Tests.Commands.GetstaticTests+* x")]
    [InlineData("Box`1", "Count", "Arthas.Probe.Tests.Commands.GetstaticTests+Box`1 is generic, and each of its constructions has static fields of its own: read those of one, as in ognl '@Arthas.Probe.Tests.Commands.GetstaticTests+Box`1[System.Int32]@Count'")]
    public void Nothing_to_read_is_told(string type, string field, string message)
    {
        var (results, status, told) = CommandRun.Of("getstatic", ("class-pattern", Outer + type), ("field-pattern", field));

        Assert.Equal((-1, message), (status, told));
        Assert.Equal(0, results[^1].GetProperty("rowCount").GetInt32());
        Assert.Equal(type == "*" ? 3 : 1, results.Count);
    }

    [Fact]
    public void Several_classes_are_listed()
    {
        var (results, _, _) = CommandRun.Of("getstatic", ("class-pattern", Outer + "*"), ("field-pattern", "x"));
        var classes = results[1].GetProperty("matchedClasses");
        Assert.True(classes.GetArrayLength() >= 3);
        Assert.Equal(["name", "classloader", "classLoaderHash"], classes[0].EnumerateObject().Select(p => p.Name));
    }

    [Fact]
    public void Static_constructor_that_fails_is_told()
    {
        var (results, status, _) = CommandRun.Of("getstatic", ("class-pattern", Outer + "Broken"), ("field-pattern", "Never"));

        Assert.Equal(0, status);
        Assert.Equal(["message", "row_affect"], results.Select(r => r.GetProperty("type").GetString()));
        Assert.Contains("System.FormatException", results[0].GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal(0, results[1].GetProperty("rowCount").GetInt32());
    }

    [Fact]
    public void Express_of_an_observer_does_not_call()
    {
        using var job = new FakeJob("getstatic", ("class-pattern", Outer + "Shelf"), ("field-pattern", "Books"), ("express", "Clone()")) { As = Role.Observe };

        ProbeCommands.Find("getstatic")!.Start(job);

        Assert.Equal(-1, job.EndedWith?.Status);
        Assert.Contains("needs the role 'change': it calls 'Clone' at position 0", job.EndedWith?.Message, StringComparison.Ordinal);
    }

    private static int Count() => CommandRun.Of("getstatic", ("class-pattern", Outer + "Shelf"), ("field-pattern", "s_count")).Results[0].GetProperty("field").GetInt32();
}
