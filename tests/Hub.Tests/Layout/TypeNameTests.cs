using System.Text.RegularExpressions;

namespace Arthas.Hub.Tests.Layout;

/// <summary>A name says whose the type is: no two of the product's types share one.</summary>
public sealed partial class TypeNameTests
{
    private static readonly string[] Exempt = ["Program", "StartupHook"];

    [Fact]
    public void Types_ofOneName_areInOneNamespace()
    {
        var twice = Sources.Of("Contracts", "Silo", "Hub", "Agent")
            .SelectMany(file => Declared(file.Text).Select(type => (type.Name, type.Namespace, file.Path)))
            .Where(type => !Exempt.Contains(type.Name))
            .GroupBy(type => type.Name)
            .Where(types => types.Select(type => type.Namespace).Distinct().Count() > 1)
            .Select(types => $"{types.Key}: {string.Join(", ", types.Select(type => type.Path).Distinct())}");

        Assert.Equal("", string.Join(Environment.NewLine, twice));
    }

    [Fact]
    public void Declared_ofASource_findsItsTopLevelTypesOnly() => Assert.Equal(
        [("Arthas.A", "One"), ("Arthas.A", "Two"), ("Arthas.A", "Three"), ("Arthas.A", "Four"), ("Arthas.A", "Five")],
        Declared("""
            namespace Arthas.A;

            /// <summary>No class Zero is here.</summary>
            internal sealed partial class One<T>(int a) : Two
            {
                private sealed class Nested;
            }

            public readonly record struct Two(int B);

            [Flags]
            public enum Three : byte { A }

            internal interface Four;

            public ref struct Five;
            """));

    private static IEnumerable<(string Namespace, string Name)> Declared(string source) =>
        Namespace().Match(source) is { Success: true } found ? TopLevel().Matches(source).Select(type => (found.Groups[1].Value, type.Groups[1].Value)) : [];

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Namespace();

    // File-scoped namespaces: what begins at the first column is of the top level.
    [GeneratedRegex(@"^(?:(?:public|internal|static|sealed|abstract|partial|readonly|ref|unsafe) )*(?:class|record struct|record class|record|struct|interface|enum) (\w+)", RegexOptions.Multiline)]
    private static partial Regex TopLevel();
}
