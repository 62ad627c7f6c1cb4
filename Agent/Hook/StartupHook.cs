namespace Arthas.Hook;

internal static class Hook;
