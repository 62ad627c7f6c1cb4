using System.Globalization;
using System.Text.RegularExpressions;

namespace Arthas.Hub.Tests.Layout;

/// <summary>An operator can filter logs by event id: each message has its own, out of its project's thousand.</summary>
public sealed partial class EventIdTests
{
    [Theory]
    [InlineData("Agent", 1000, 1999)]
    [InlineData("Silo", 2000, 2999)]
    [InlineData("Hub", 3000, 3999)]
    public void LoggerMessage_hasAnEventIdOfItsProject(string project, int first, int last)
    {
        var messages = Messages(project).ToList();

        Assert.NotEmpty(messages);
        Assert.All(messages, message => Assert.True(message.EventId >= first && message.EventId <= last, $"{message.Where}: no event id from {first} to {last}"));
    }

    [Fact]
    public void EventId_isOfOneMessage()
    {
        var twice = Messages("Contracts", "Silo", "Hub", "Agent").Where(message => message.EventId is not null)
            .GroupBy(message => message.EventId)
            .Where(messages => messages.Count() > 1)
            .Select(messages => $"{messages.Key}: {string.Join(", ", messages.Select(message => message.Where))}");

        Assert.Equal("", string.Join(Environment.NewLine, twice));
    }

    [Theory]
    [InlineData("[LoggerMessage(LogLevel.Information, \"a (b) [c]\", EventId = 1001)]", 1001)]
    [InlineData("[LoggerMessage(EventId = 1001, Level = LogLevel.Debug,\n    Message = \"a\")]", 1001)]
    [InlineData("[LoggerMessage(1001, LogLevel.Debug, \"a\")]", 1001)]
    [InlineData("[LoggerMessage(LogLevel.Debug, \"EventId = 1001\")]", null)]
    public void Messages_everyForm_isRead(string source, int? eventId) => Assert.Equal(eventId, Ids(source).Single());

    private static IEnumerable<(string Where, int? EventId)> Messages(params string[] projects) => Sources.Of(projects)
        .SelectMany(file => Ids(file.Text).Select((id, index) => ($"message {index + 1} of {file.Path}", id)));

    private static IEnumerable<int?> Ids(string source) => Attribute().Matches(source).Select(attribute =>
        Id().Match(Text().Replace(attribute.Value, "")) is { Success: true } id ? int.Parse(id.Groups[1].Value, CultureInfo.InvariantCulture) : (int?)null);

    [GeneratedRegex("""\[LoggerMessage\((?:"(?:[^"\\]|\\.)*"|[^"\]])*\]""")]
    private static partial Regex Attribute();

    [GeneratedRegex("""
        "(?:[^"\\]|\\.)*"
        """)]
    private static partial Regex Text();

    [GeneratedRegex(@"(?:\(|EventId\s*=\s*)(\d+)")]
    private static partial Regex Id();
}
