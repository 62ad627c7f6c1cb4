namespace Arthas.Hub.Api;

internal sealed class LenientJsonException(string message) : Exception(message);
