using System.Reflection;
using Arthas.Probe.Types;
using Arthas.Probe.Values;
using Arthas.Probe.Weaving;

namespace Arthas.Probe.Listening;

/// <summary>What the user can do when methods were not woven.</summary>
internal static class EnhanceHints
{
    private const int Shown = 5;

    public static string Nothing(string command, IReadOnlyList<Refusal> refused)
    {
        if (refused.Count > 0)
        {
            return $"No class or method is affected.\n{Reasons(refused)}";
        }

        return $"""
            No class or method is affected, try:
            1. Execute `sm CLASS_NAME METHOD_NAME` to make sure the method you are tracing actually exists (it might be in your parent class).
            2. Execute `options unsafe true`, if you want to enhance the classes of System.Private.CoreLib.
            3. Execute `reset CLASS_NAME` and try again, another listener might be in the way.
            4. Match the constructor, use `<init>` or `.ctor`, for example: `{command} demo.MathGame <init>`
            5. Nested classes are written with '+', generic ones with their arity: `demo.Outer+Inner`, ``demo.Box`1``.
            6. Abstract and native methods have no body: name the class that implements them.
            7. If the class has not been loaded yet, `--lazy` enhances it as soon as it is.
            """;
    }

    public static string LeftOut(Enhancement enhancement) =>
        $"{enhancement.Refused.Count} of {enhancement.Refused.Count + enhancement.Methods.Count} methods were left out.\n{Reasons(enhancement.Refused)}";

    /// <summary>Null where a silence has but one meaning: that the methods were not called.</summary>
    public static string? Unheard(IReadOnlyList<MethodBase> methods)
    {
        var small = methods.Where(MayBeInlined).Select(static method => $"{TypeNames.OfDefinition(method.DeclaringType)}.{method.Name}").Distinct().Take(Shown).ToList();
        return small.Count == 0
            ? null
            : $"No call was heard so far. If {string.Join(" or ", small)} is being called: as small a method is compiled into its callers, "
                + "and a call of one that began before this command, such as a loop that never returns, goes on unheard until it is made anew. A larger method that it calls is heard at once. "
                + "Callers that were made at run time cannot be changed, such as those of an ASP.NET Core action that has been called before: watch what it calls (trace hears an async action), or send its first request after this command.";
    }

    // As the runtime's compiler has it, roughly: what is larger it takes only where that was asked for.
    private static bool MayBeInlined(MethodBase method)
    {
        const int MostIl = 100;
        try
        {
            return (method.MethodImplementationFlags & MethodImplAttributes.NoInlining) == 0
                && method.GetMethodBody() is { ExceptionHandlingClauses.Count: 0 } body
                && (body.GetILAsByteArray()!.Length <= MostIl || (method.MethodImplementationFlags & MethodImplAttributes.AggressiveInlining) != 0);
        }
        catch (Exception)
        {
            return false; // its body refers to what is not there
        }
    }

    private static string Reasons(IReadOnlyList<Refusal> refused) => string.Join('\n', refused.GroupBy(static r => r.Reason).Select(static group =>
    {
        var names = group.Select(static r => Name(r.Method)).Distinct().ToList();
        var more = names.Count > Shown ? $", … and {names.Count - Shown} more" : "";
        return $"{string.Join(", ", names.Take(Shown))}{more}: {group.Key}";
    }));

    private static string Name(MethodBase method) => $"{TypeNames.OfDefinition(method.DeclaringType)}.{method.Name}{Signatures.Descriptor(method)}";
}
