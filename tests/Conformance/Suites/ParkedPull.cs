using Arthas.Silo.Sessions;

namespace Arthas.Conformance.Suites;

/// <param name="Wait">As long as it waits for a result.</param>
internal sealed record ParkedPull(Task<Pulled> Answer, TimeSpan Wait);
