using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.Loader;
using Arthas.Probe.Types;

namespace Arthas.Probe.Tests.Types;

public sealed class TypeFinderTests
{
    private const string Prefix = "Arthas.Probe.Tests.Types.TypeFinderTests+";

    private interface IShape
    {
        void Draw();
    }

    private abstract class Shape : IShape
    {
        public abstract void Draw();
    }

    private sealed class Circle : Shape
    {
        public Circle()
        {
        }

        public override void Draw()
        {
        }
    }

    private sealed class Box<T> : IComparable<Box<T>>
    {
        public T? Value { get; set; }

        public int CompareTo(Box<T>? other) => 0;
    }

    [Fact]
    public void Find_exact_nested_and_generic_names()
    {
        Assert.Equal([typeof(Circle)], Find(Prefix + "Circle"));
        Assert.Equal([typeof(Box<>)], Find(Prefix + "Box`1"));
        Assert.Equal([typeof(List<>)], Find("System.Collections.Generic.List`1"));
        Assert.Empty(Find("System.String[]"));
        Assert.Empty(Find("no.Such"));
    }

    [Fact]
    public void Find_type_that_a_facade_forwards_is_found_once() => Assert.Equal([typeof(string)], Find("System.String"));

    [Fact]
    public void Find_wildcard_finds_all_that_match() =>
        Assert.Equal(["Circle", "IShape", "Shape"], Find(Prefix + "*?*e").Select(t => t.Name).Where(n => n is "Circle" or "IShape" or "Shape").Order());

    [Fact]
    public void Find_does_not_find_the_probe_itself() => Assert.Empty(Find("Arthas.Probe.Types.TypeFinder"));

    [Fact]
    public void WithSubclasses_takes_derived_and_implementing_types_along()
    {
        Assert.Equal(["Circle", "IShape", "Shape"], TypeFinder.WithSubclasses([typeof(IShape)]).Select(t => t.Name).Order());
        Assert.Contains(typeof(Box<>), TypeFinder.WithSubclasses([typeof(IComparable<>)]));
    }

    [Fact]
    public void Find_survives_assemblies_made_at_run_time_and_collectible_ones()
    {
        var emitted = AssemblyBuilder.DefineDynamicAssembly(new("Emitted"), AssemblyBuilderAccess.RunAndCollect).DefineDynamicModule("m");
        emitted.DefineType("Half.Done");
        var whole = emitted.DefineType("Emitted.Whole").CreateType();
        var context = new AssemblyLoadContext("collectible", isCollectible: true);
        var copy = context.LoadFromAssemblyPath(typeof(Assert).Assembly.Location);
        Assert.Contains(whole, TypeFinder.Find(NamePattern.ForTypes("Emitted.*", regex: false)));
        Assert.Equal([copy.GetType("Xunit.Assert")!], Find("Xunit.Assert", LoadContexts.HashOf(context)));
        context.Unload();
    }

    [Fact]
    public void Methods_are_named_as_in_metadata()
    {
        Assert.Equal([".ctor", "Draw"], Methods(typeof(Circle), "*"));
        Assert.Equal([".ctor"], Methods(typeof(Circle), "<init>"));
        Assert.Contains("get_Value", Methods(typeof(Box<>), "get_*"));
    }

    [Fact]
    public void Descriptor_is_a_net_signature() =>
        Assert.Equal("(System.String,System.Int32)System.Int32", Signatures.Descriptor(typeof(string).GetMethod("IndexOf", [typeof(string), typeof(int)])!));

    private static List<Type> Find(string pattern, string? loader = null) =>
        TypeFinder.Find(NamePattern.ForTypes(pattern, regex: false), loader ?? LoadContexts.HashOf(AssemblyLoadContext.Default));

    private static string[] Methods(Type type, string pattern) =>
        [.. MethodFinder.Find(type, NamePattern.ForMethods(pattern, regex: false)).Select(m => m.Name).Order(StringComparer.Ordinal)];
}
