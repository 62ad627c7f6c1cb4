using FsCheck;
using FsCheck.Fluent;

namespace Arthas.Probe.Tests.Expressions;

/// <summary>Expressions by the language's own grammar: right in form, and mostly about things that do not fit together.</summary>
internal static class Ognl
{
    private static readonly string[] Literals =
    [
        "0", "1", "-7", "255", "2147483647", "9223372036854775807", "99999999999999999999", "0x1F", "017", "1.5", "1e3", "1e308", "2.5f", "3.25b", "5h", "7L", "'x'", "'two'", "\"\"", "\"\\u4e2d\\n\"",
        "true", "false", "null",
    ];

    private static readonly string[] Names =
        ["params", "leaf", "hound", "mutable", "list", "ints", "none", "dict", "byInt", "byDay", "table", "lookup", "set", "queue", "linked", "grid", "jagged", "pair", "tuple", "entry", "some", "nothing", "text", "box", "task", "error", "big", "guid", "span"];

    private static readonly string[] Members =
        ["Name", "Age", "Length", "length", "size", "Count", "keys", "values", "isEmpty", "Friend", "Toys", "Scores", "Numbers", "Grid", "Place", "X", "Mood", "Price", "Value", "Key", "Item1", "A", "B", "secret", "Field", "Message", "class", "nope"];

    private static readonly string[] Calls = ["size", "Speak", "Describe", "Optional", "Rest", "Sum", "Same", "Maybe", "Real", "Text", "Day", "Contains", "IndexOf", "Substring", "substring", "ToString", "equals", "get", "getName", "hashCode", "nope"];

    private static readonly string[] Binary =
    [
        "+", "-", "*", "/", "%", "==", "!=", "<", ">", "<=", ">=", "&&", "||", "&", "|", "^", "<<", ">>", ">>>", "and", "or", "xor", "band", "bor", "eq", "neq", "lt", "gt", "lte", "gte", "shl", "shr", "ushr", "in", "not in", ",", "=",
    ];

    private static readonly string[] Statics = ["@Math@PI", "@Math@Max", "@@abs", "@int@MaxValue", "@DayOfWeek@Friday", "@Hound@Count", "@Casket<int>@Shared", "@Nope@x", "@string@Empty"];

    private static readonly string[] Types = ["int", "string", "Hound", "System.Collections.IList", "System.Collections.Generic.List<int>", "Leaf", "object", "int[]"];

    private static Gen<string> Leafs { get; } = Gen.Frequency(
        (4, Gen.Elements(Literals)), (6, Gen.Elements(Names)), (1, Gen.Elements("#this", "#root", "#cost", "#a")), (1, Gen.Elements(Statics)));

    // Each made of the one before: by calls there would be millions.
    private static readonly Gen<string>[] ByDepth = Build();

    public static Gen<string> Any { get; } = Gen.Sized(size => Of(Math.Min(size / 16, MaxDepth)));

    private const int MaxDepth = 4;

    private static Gen<string> Of(int depth) => ByDepth[Math.Max(depth, 0)];

    private static Gen<string>[] Build()
    {
        var all = new Gen<string>[MaxDepth + 1];
        all[0] = Leafs;
        for (var depth = 1; depth <= MaxDepth; depth++)
        {
            all[depth] = Over(all[depth - 1]);
        }

        return all;
    }

    private static Gen<string> Over(Gen<string> smaller) => Gen.Frequency(
            (2, Leafs),
            (4, Chain(smaller)),
            (4, from left in smaller from sign in Gen.Elements(Binary) from right in smaller select $"{left} {sign} {right}"),
            (1, from sign in Gen.Elements("-", "!", "~", "not ", "+") from operand in smaller select sign + operand),
            (1, smaller.Select(inner => $"({inner})")),
            (1, from test in smaller from yes in smaller from no in smaller select $"{test} ? {yes} : {no}"),
            (1, from operand in smaller from type in Gen.Elements(Types) select $"{operand} instanceof {type}"),
            (1, Few(smaller).Select(items => "{" + items + "}")),
            (1, from key in smaller from value in smaller select $"#{{{key} : {value}}}"),
            (1, from body in smaller from argument in smaller select $"(#f = :[{body}], #f({argument}))"),
            (1, from value in smaller from rest in smaller select $"#a = {value}, {rest}"),
            (1, from type in Gen.Elements("int", "string", "object") from items in Few(smaller) select $"new {type}[] {{{items}}}"),
            (1, from type in Gen.Elements("TimeSpan", "DateTime", "Version", "System.Text.StringBuilder") from arguments in Few(smaller) select $"new {type}({arguments})"));

    private static Gen<string> Chain(Gen<string> smaller) =>
        from first in smaller
        from steps in Step(smaller).ListOf().Resize(3)
        select first + string.Concat(steps);

    private static Gen<string> Step(Gen<string> smaller) => Gen.Frequency(
        (4, Gen.Elements(Members).Select(name => "." + name)),
        (2, from name in Gen.Elements(Calls) from arguments in Few(smaller) select $".{name}({arguments})"),
        (2, Few(smaller).Select(index => $"[{index}]")),
        (1, Gen.Elements("[^]", "[$]", "[|]", "[*]")),
        (3, from kind in Gen.Elements("", "? ", "^ ", "$ ") from body in smaller select $".{{{kind}{body}}}"),
        (1, smaller.Select(body => $".({body})")));

    private static Gen<string> Few(Gen<string> items) => items.ListOf().Resize(3).Select(list => string.Join(", ", list));
}
