namespace Arthas.Contracts.CommandLine;

/// <summary>What somebody may do, and what a command or an expression asks for. Each role may do what those before it may.</summary>
public enum Role : byte
{
    /// <summary>See what the hub knows; nothing runs in a target.</summary>
    View,

    /// <summary>Read a target, and listen to its calls.</summary>
    Observe,

    /// <summary>Call a target's code, and change it.</summary>
    Change,

    /// <summary>What concerns everybody who uses the hub.</summary>
    Admin,
}
