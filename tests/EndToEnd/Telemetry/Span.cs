namespace Arthas.EndToEnd.Telemetry;

/// <param name="Parent">Empty for the first of its trace.</param>
/// <param name="Service">The <c>service.name</c> of the process that it is from.</param>
internal sealed record Span(string Trace, string Id, string Parent, string Name, string Source, string Service);
