using System.Globalization;
using System.Reflection;
using Arthas.Probe.Weaving;

namespace WeavingHook;

/// <summary>
/// A gate for a test: <c>closed</c> admits nothing, <c>seen</c> admits all and remembers what it saw, <c>range</c> admits
/// what has a first whole argument from 0 on.
/// </summary>
internal sealed class TestGate(string kind, MethodBase method) : CallGate
{
    private readonly PlainPlace[] _places = PlainPlaces.Of(method);

    [ThreadStatic]
    private static (long, long, long, object?, object?, double, double) s_seen;

    public override WholeRange? Range => kind == "range" && Array.Exists(_places, p => p.Kind == PlainKind.Whole) ? new(0, 0, long.MaxValue) : null;

    public override bool Admits(long whole0, long whole1, long whole2, object? reference0, object? reference1, double real0, double real1)
    {
        s_seen = (whole0, whole1, whole2, reference0, reference1, real0, real1);
        return kind != "closed" && (Range is null || whole0 >= 0);
    }

    /// <summary>Whether the call that is heard was let in rightly.</summary>
    public bool IsRight(object?[] arguments)
    {
        for (var i = 0; i < arguments.Length; i++)
        {
            var (place, argument) = (_places[i], arguments[i]);
            if (kind == "range" && place == new PlainPlace(PlainKind.Whole, 0) && WholeOf(argument) < 0)
            {
                return false;
            }

            if (kind == "seen" && place.Kind != PlainKind.None && !IsSeen(place, argument))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsSeen(PlainPlace place, object? argument) => place switch
    {
        (PlainKind.Whole, var index) => WholeOf(argument) == (index == 0 ? s_seen.Item1 : index == 1 ? s_seen.Item2 : s_seen.Item3),
        (PlainKind.Reference, var index) => ReferenceEquals(argument, index == 0 ? s_seen.Item4 : s_seen.Item5),
        (_, var index) => Convert.ToDouble(argument, CultureInfo.InvariantCulture).Equals(index == 0 ? s_seen.Item6 : s_seen.Item7),
    };

    private static long WholeOf(object? argument) => argument is char c ? c : Convert.ToInt64(argument, CultureInfo.InvariantCulture);
}
