namespace Arthas.Probe.Weaving.Sites;

/// <summary>What a listener wants to hear of that happens within a method; a woven body tells of all that its listeners want.</summary>
[Flags]
public enum Within
{
    Nothing = 0,

    /// <summary>Calls of the application's code, and how an async method goes on.</summary>
    Calls = 1,

    /// <summary>Calls of the framework's code.</summary>
    FrameworkCalls = 2,

    /// <summary>How the task of an async method ends.</summary>
    Ends = 4,
}
