using System.Reflection;

namespace Arthas.Probe.Listening;

/// <summary>A call that a listener hears: of which method, and on what.</summary>
/// <param name="Target">Null for a static method.</param>
internal readonly record struct HeardCall(MethodBase Method, object? Target, object?[] Arguments);
