using System.Reflection;

namespace Shop;

/// <summary>Code that nobody knew of when the program started.</summary>
internal static class Late
{
    public static object? Call(string path, string type, string method) =>
        Assembly.LoadFrom(path).GetType(type, throwOnError: true)!.GetMethod(method, BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)!.Invoke(null, [1, 2]);
}
