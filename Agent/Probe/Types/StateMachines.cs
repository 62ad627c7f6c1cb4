using System.Reflection;
using System.Runtime.CompilerServices;

namespace Arthas.Probe.Types;

/// <summary>The compiler's state machines and the async methods that they were made of.</summary>
internal static class StateMachines
{
    private static readonly string[] Builders =
        ["AsyncMethodBuilderCore", "AsyncTaskMethodBuilder", "AsyncValueTaskMethodBuilder", "AsyncVoidMethodBuilder", "AsyncIteratorMethodBuilder", "PoolingAsyncValueTaskMethodBuilder"];

    /// <summary>The state machine's type, as declared, of an async method; null for any other.</summary>
    /// <param name="method">As declared.</param>
    /// <param name="iterators">Those of iterators, too.</param>
    public static Type? Of(MethodBase method, bool iterators = false)
    {
        // A method without a type may be one made at run time, which does not answer for its attributes.
        if (method.DeclaringType is null)
        {
            return null;
        }

        foreach (var attribute in method.GetCustomAttributesData())
        {
            if ((iterators ? typeof(StateMachineAttribute).IsAssignableFrom(attribute.AttributeType) : attribute.AttributeType == typeof(AsyncStateMachineAttribute)) && attribute.ConstructorArguments is [{ Value: Type type }])
            {
                return Definition(type);
            }
        }

        return null;
    }

    /// <summary>The code of a state machine.</summary>
    public static MethodBase? MoveNext(Type stateMachine)
    {
        const BindingFlags Declared = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        return Array.Find(stateMachine.GetMethods(Declared), static m => m.Name == "MoveNext" && m.GetParameters().Length == 0);
    }

    /// <summary>The name that the author gave to what runs as <c>&lt;Name&gt;d__1.MoveNext</c>; null for any other method.</summary>
    public static string? NameBehind(MethodBase method)
    {
        if (method.Name != "MoveNext" || method.DeclaringType is not { IsNested: true } type || !typeof(IAsyncStateMachine).IsAssignableFrom(type))
        {
            return null;
        }

        var end = type.Name.LastIndexOf(">d", StringComparison.Ordinal);
        return end > 1 && type.Name[0] == '<' ? type.Name[1..end] : null;
    }

    /// <summary>Belongs to the machinery that starts and resumes async methods.</summary>
    public static bool IsPlumbing(MethodBase method)
    {
        var type = method.DeclaringType;
        while (type?.DeclaringType is { } outer)
        {
            type = outer;
        }

        return type is { Namespace: "System.Runtime.CompilerServices" } && type.Assembly == typeof(object).Assembly
            && Array.Exists(Builders, b => type.Name == b || type.Name == b + "`1");
    }

    private static Type Definition(Type type) => type is { IsGenericType: true, IsGenericTypeDefinition: false } ? type.GetGenericTypeDefinition() : type;
}
