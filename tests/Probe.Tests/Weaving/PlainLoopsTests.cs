using System.Reflection;
using Arthas.Probe.Weaving;

namespace Arthas.Probe.Tests.Weaving;

public sealed class PlainLoopsTests
{
    [Theory]
    [InlineData(nameof(Arithmetic), true)]
    [InlineData(nameof(SealedCalls), true)]
    [InlineData(nameof(Straight), false)]
    [InlineData(nameof(VirtualCallOutside), true)]
    [InlineData(nameof(VirtualCallInside), false)]
    [InlineData(nameof(DelegateCallInside), false)]
    public void In_is_true_for_loops_that_call_nothing_virtual(string name, bool expected)
    {
        var method = typeof(PlainLoopsTests).GetMethod(name, BindingFlags.Static | BindingFlags.NonPublic)!;

        Assert.Equal(expected, PlainLoops.In(method.GetMethodBody()!.GetILAsByteArray(), method));
    }

    private static int Arithmetic(int a)
    {
        for (var i = 0; i < 800; i++)
        {
            a = (a * 31) ^ i;
        }

        return a;
    }

    private static int SealedCalls(List<int> list, string text)
    {
        var sum = 0;
        for (var i = 0; i < list.Count; i++)
        {
            sum += list[i] + text.Length;
        }

        return sum;
    }

    private static int Straight(int a, object b) => a > 0 ? b.GetHashCode() : a;

    private static string VirtualCallOutside(object a)
    {
        var text = a.ToString()!;
        foreach (var c in text)
        {
            if (c == ' ')
            {
                return text;
            }
        }

        return "";
    }

    private static int VirtualCallInside(IEnumerable<int> numbers)
    {
        var sum = 0;
        foreach (var number in numbers)
        {
            sum += number;
        }

        return sum;
    }

    private static int DelegateCallInside(Func<int, int> next)
    {
        var sum = 0;
        while (sum < 100)
        {
            sum = next(sum);
        }

        return sum;
    }
}
