namespace Arthas.Probe.Expressions;

/// <summary>A call of an expression's into the target's own code, as long as it runs.</summary>
/// <param name="of">What it is called on; made into text only when it matters.</param>
internal sealed class CallInTarget(object of, string? member, long started)
{
    public long Started => started;

    public override string ToString() => member is null ? $"{of}" : $"{of}.{member}";
}
