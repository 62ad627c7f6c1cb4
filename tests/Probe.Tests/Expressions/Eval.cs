using Arthas.Probe.Expressions;

namespace Arthas.Probe.Tests.Expressions;

/// <summary>The root that a watch has, with a dog as its target.</summary>
internal sealed class WatchRoot : Dictionary<string, object?>, IRoot
{
    IReadOnlyCollection<string> IRoot.Names => Keys;

    public bool TryGet(string name, out object? value) => TryGetValue(name, out value);
}

internal static class Eval
{
    public static WatchRoot Root() => new()
    {
        ["params"] = new object?[] { 150, "hello", null, new Hound("Rex", 4) },
        ["target"] = new Hound("Bella", 6) { Friend = new Hound("Max", 2) },
        ["returnObj"] = new List<int> { 2, 3, 5, 7 },
        ["throwExp"] = new ArgumentException("number is: -1, need >= 2", new InvalidOperationException("inner")),
        ["nothing"] = null,
        ["map"] = new Dictionary<string, object?> { ["a"] = 1, ["b"] = "two" },
        ["ids"] = new Dictionary<long, string> { [7] = "seven" },
        ["cabinet"] = new Cabinet(),
        ["orders"] = new List<Order> { new("A1", 3), new("B2", 12), new("C3", 30) },
        ["isReturn"] = true,
    };

    public static Dictionary<string, object?> Variables() => new() { ["cost"] = 12.5 };

    public static object? It(string text, object? root = null, EvaluationContext? context = null) =>
        ExpressionCompiler.Compile(text).Evaluate(root ?? Root(), Variables(), context);

    public static ExpressionException Fails(string text, object? root = null, EvaluationContext? context = null) =>
        Assert.Throws<ExpressionException>(() => It(text, root, context));
}
