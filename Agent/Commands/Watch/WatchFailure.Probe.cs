using System.Globalization;
using Arthas.Probe.Expressions;

namespace Arthas.Probe.Commands.Watch;

/// <summary>The status message of a wrong expression, in Arthas's words, with the place and the reason.</summary>
internal static class WatchFailure
{
    public static string Text(string express, string? condition, Exception failure) =>
        $"watch failed, condition is: {condition ?? "null"}, express is: {express}, {Reason(failure)}";

    private static string Reason(Exception failure) => failure switch
    {
        ExpressionException { Position: >= 0 and var at } wrong when !wrong.Message.Contains("position", StringComparison.Ordinal) => string.Create(CultureInfo.InvariantCulture, $"{wrong.Message} (at position {at})"),
        ExpressionException wrong => wrong.Message,
        _ => $"{failure.GetType().FullName}: {failure.Message}",
    };
}
