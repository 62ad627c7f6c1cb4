using System.Text;
using System.Text.Json;
using Arthas.Contracts.CommandLine;

namespace Arthas.Contracts.Tests.CommandLine;

public sealed class HelpResultTests
{
    private static readonly CommandSpec Echo = new()
    {
        Name = "echo",
        Summary = "write arguments",
        Description = "EXAMPLES",
        Options = [new() { LongName = "limits", ShortName = "n", Description = "how often", Kind = ValueKind.Int32 }],
        Arguments = [new() { Name = "message", Description = "what", Required = true, Multiple = true }],
    };

    [Fact]
    public void WriteDetail_command_hasArthasKeysInOrder() => Assert.Equal(
        """{"detailCommand":{"arguments":[{"argName":"message","description":"what","multiValued":true,"required":true}],"""
        + """
        "description":"EXAMPLES","name":"echo","options":[{"acceptValue":false,"description":"this help","longName":"help","shortName":"h"},
        """.Trim()
        + """{"acceptValue":true,"description":"how often","longName":"limits","shortName":"n"}],"""
        + """
        "summary":"write arguments","usage":"echo [-h] [-n <value>] message..."}}
        """.Trim(),
        Write(json => HelpResult.WriteDetail(json, Echo)));

    [Fact]
    public void WriteList_commands_sortedAndWithoutHidden() => Assert.Equal(
        """{"commands":[{"arguments":[],"name":"cat","options":[],"summary":"files"},{"arguments":[],"name":"echo","options":[],"summary":"write arguments"}]}""",
        Write(json => HelpResult.WriteList(
            json,
            [Echo, new() { Name = "july", Summary = "", Hidden = true }, new() { Name = "cat", Summary = "files" }])));

    private static string Write(Action<Utf8JsonWriter> body)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            body(json);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
