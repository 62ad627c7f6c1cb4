namespace Arthas.Agent.Commands;

internal static class ConditionHelp
{
    /// <summary>What a condition may name.</summary>
    public const string Text = """
        The condition is a boolean in OGNL, over:
          params   the arguments                    target   the object (null for a static method)
          returnObj, throwExp   what the call ended with
          clazz, method, loader   what was called   #cost    milliseconds
        """;
}
