using System.Text;
using System.Text.Json;

namespace Arthas.Contracts.Views;

/// <summary>
/// How results of one type read as text, as Arthas's terminal shows them. Found by its type: a class with a parameterless
/// constructor beside its command, nothing to register. A type without one is shown key by key.
/// </summary>
public interface IResultView
{
    /// <summary>The result's <c>type</c>.</summary>
    string Type { get; }

    /// <param name="result">The whole object, with values as text.</param>
    /// <param name="text">Lines that end with <c>\n</c>, the last one with or without.</param>
    void Write(JsonElement result, StringBuilder text);
}
