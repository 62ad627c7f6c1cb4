namespace Arthas.Probe.Expressions.Types;

/// <summary>Types by their C# keywords and by the names that Java has for them.</summary>
internal static class TypeAliases
{
    private static readonly Dictionary<string, Type> CSharp = new()
    {
        ["bool"] = typeof(bool),
        ["boolean"] = typeof(bool),
        ["byte"] = typeof(byte),
        ["sbyte"] = typeof(sbyte),
        ["short"] = typeof(short),
        ["ushort"] = typeof(ushort),
        ["int"] = typeof(int),
        ["uint"] = typeof(uint),
        ["long"] = typeof(long),
        ["ulong"] = typeof(ulong),
        ["nint"] = typeof(nint),
        ["nuint"] = typeof(nuint),
        ["float"] = typeof(float),
        ["double"] = typeof(double),
        ["decimal"] = typeof(decimal),
        ["char"] = typeof(char),
        ["string"] = typeof(string),
        ["object"] = typeof(object),
    };

    private static readonly Dictionary<string, Type> Java = new()
    {
        ["java.lang.Object"] = typeof(object),
        ["java.lang.String"] = typeof(string),
        ["java.lang.CharSequence"] = typeof(string),
        ["java.lang.StringBuilder"] = typeof(System.Text.StringBuilder),
        ["java.lang.StringBuffer"] = typeof(System.Text.StringBuilder),
        ["java.lang.Boolean"] = typeof(bool),
        ["java.lang.Byte"] = typeof(sbyte),
        ["java.lang.Short"] = typeof(short),
        ["java.lang.Integer"] = typeof(int),
        ["java.lang.Long"] = typeof(long),
        ["java.lang.Float"] = typeof(float),
        ["java.lang.Double"] = typeof(double),
        ["java.lang.Character"] = typeof(char),
        ["java.lang.Enum"] = typeof(Enum),
        ["java.lang.Class"] = typeof(Type),
        ["java.lang.Math"] = typeof(Math),
        ["java.lang.Thread"] = typeof(Thread),
        ["java.lang.Comparable"] = typeof(IComparable),
        ["java.lang.Iterable"] = typeof(System.Collections.IEnumerable),
        ["java.lang.AutoCloseable"] = typeof(IDisposable),
        ["java.io.Closeable"] = typeof(IDisposable),
        ["java.lang.Throwable"] = typeof(Exception),
        ["java.lang.Exception"] = typeof(Exception),
        ["java.lang.RuntimeException"] = typeof(Exception),
        ["java.lang.IllegalArgumentException"] = typeof(ArgumentException),
        ["java.lang.NumberFormatException"] = typeof(FormatException),
        ["java.lang.IllegalStateException"] = typeof(InvalidOperationException),
        ["java.lang.NullPointerException"] = typeof(NullReferenceException),
        ["java.lang.ClassCastException"] = typeof(InvalidCastException),
        ["java.lang.ArithmeticException"] = typeof(ArithmeticException),
        ["java.lang.IndexOutOfBoundsException"] = typeof(IndexOutOfRangeException),
        ["java.lang.ArrayIndexOutOfBoundsException"] = typeof(IndexOutOfRangeException),
        ["java.lang.UnsupportedOperationException"] = typeof(NotSupportedException),
        ["java.lang.InterruptedException"] = typeof(ThreadInterruptedException),
        ["java.lang.OutOfMemoryError"] = typeof(OutOfMemoryException),
        ["java.io.IOException"] = typeof(IOException),
        ["java.io.FileNotFoundException"] = typeof(FileNotFoundException),
        ["java.util.concurrent.TimeoutException"] = typeof(TimeoutException),
        ["java.util.concurrent.CancellationException"] = typeof(OperationCanceledException),
        ["java.util.Collection"] = typeof(System.Collections.ICollection),
        ["java.util.List"] = typeof(System.Collections.IList),
        ["java.util.ArrayList"] = typeof(List<object?>),
        ["java.util.Map"] = typeof(System.Collections.IDictionary),
        ["java.util.HashMap"] = typeof(Dictionary<object, object?>),
        ["java.util.LinkedHashMap"] = typeof(OrderedMap),
        ["java.util.HashSet"] = typeof(HashSet<object?>),
        ["java.util.Date"] = typeof(DateTime),
        ["java.util.UUID"] = typeof(Guid),
        ["java.time.Duration"] = typeof(TimeSpan),
        ["java.time.Instant"] = typeof(DateTimeOffset),
        ["java.time.LocalDateTime"] = typeof(DateTime),
        ["java.time.LocalDate"] = typeof(DateOnly),
        ["java.time.LocalTime"] = typeof(TimeOnly),
        ["java.math.BigDecimal"] = typeof(decimal),
    };

    private static readonly Dictionary<string, string> Hints = new()
    {
        ["java.lang.System"] = "on .NET it is System.Environment (@System.Environment@GetEnvironmentVariable(\"X\"), @System.Environment@TickCount64) "
            + "or System.DateTime (@System.DateTime@UtcNow); for properties there is the command sysprop",
        ["java.lang.Runtime"] = "on .NET it is System.Environment (@System.Environment@ProcessorCount) or System.GC; see also the commands jvm and memory",
        ["java.lang.ClassLoader"] = "on .NET it is System.Runtime.Loader.AssemblyLoadContext",
        ["java.lang.Void"] = "on .NET it is System.Void",
        ["java.util.Arrays"] = "on .NET it is System.Array; an array can be indexed and projected as it is",
        ["java.util.Collections"] = "on .NET there is none; write a list as {a, b}",
        ["java.util.Objects"] = "on .NET there is none; use == and != null",
        ["java.util.Optional"] = "on .NET it is System.Nullable`1, or null",
        ["java.util.Set"] = "on .NET it is System.Collections.Generic.ISet`1",
        ["java.lang.Number"] = "on .NET numbers have no common type; test for System.Int32, System.Double and so on",
        ["java.util.concurrent.ConcurrentHashMap"] = "on .NET it is System.Collections.Concurrent.ConcurrentDictionary`2",
        ["java.util.concurrent.TimeUnit"] = "on .NET it is System.TimeSpan",
        ["java.util.concurrent.CompletableFuture"] = "on .NET it is System.Threading.Tasks.Task`1",
        ["java.util.concurrent.Future"] = "on .NET it is System.Threading.Tasks.Task",
        ["java.lang.Runnable"] = "on .NET it is System.Action",
    };

    public static Type? Find(string name)
    {
        if (CSharp.TryGetValue(name, out var type) || Java.TryGetValue(name, out type))
        {
            return type;
        }

        return name == "java.math.BigInteger" ? Type.GetType("System.Numerics.BigInteger, System.Runtime.Numerics") : null;
    }

    /// <summary>What to write instead of a Java type that has no alias; null for what is no Java type.</summary>
    public static string? Hint(string name)
    {
        if (Hints.TryGetValue(name, out var hint))
        {
            return hint;
        }

        return name.StartsWith("java.", StringComparison.Ordinal) || name.StartsWith("javax.", StringComparison.Ordinal)
            || name.StartsWith("jakarta.", StringComparison.Ordinal) || name.StartsWith("sun.", StringComparison.Ordinal)
                ? "it is a type of Java, and nothing on .NET stands for it here"
                : null;
    }
}
