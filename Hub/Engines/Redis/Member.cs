namespace Arthas.Hub.Engines.Redis;

/// <param name="Alive">When it last said that it lives, in milliseconds since 1970.</param>
/// <param name="Etag">Changes with every change of the row, and not with <paramref name="Alive"/>.</param>
internal sealed record Member(string Name, string Row, long Alive, string Etag = "");
