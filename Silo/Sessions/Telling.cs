using Arthas.Silo.Fleet;

namespace Arthas.Silo.Sessions;

/// <summary>What an agent is to be told.</summary>
internal readonly record struct Telling(string Agent, AgentMessage Message);
