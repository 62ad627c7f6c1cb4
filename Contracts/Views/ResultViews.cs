using System.Reflection;
using System.Text;
using System.Text.Json;

namespace Arthas.Contracts.Views;

/// <summary>The views of some assemblies and of the results that belong to no command.</summary>
public sealed class ResultViews(params IEnumerable<Assembly> assemblies)
{
    private static readonly JsonDocumentOptions Depth = new() { MaxDepth = 1000 };

    private readonly Dictionary<string, IResultView> _views = assemblies.Append(typeof(ResultViews).Assembly).Distinct()
        .SelectMany(assembly => assembly.GetTypes())
        .Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(IResultView)))
        .Select(type => (IResultView)Activator.CreateInstance(type, nonPublic: true)!)
        .ToDictionary(view => view.Type, StringComparer.Ordinal);

    /// <summary>A result as lines without their ends; none for one that shows nothing.</summary>
    public IReadOnlyList<string> Lines(string type, ReadOnlyMemory<byte> json)
    {
        var text = new StringBuilder();
        try
        {
            using var document = JsonDocument.Parse(json, Depth);
            if (_views.TryGetValue(type, out var view))
            {
                view.Write(document.RootElement, text);
            }
            else
            {
                PlainView.Write(document.RootElement, text);
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            // Of another version than the view, or with text that no string can hold: it is shown as it came.
            text.Clear().Append(Encoding.UTF8.GetString(json.Span));
        }

        return text.Length == 0 ? [] : text.ToString(0, text[^1] == '\n' ? text.Length - 1 : text.Length).Split('\n');
    }
}
