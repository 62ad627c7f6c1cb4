using Arthas.Hub.Nodes;
using Arthas.Hub.Sessions;
using Arthas.Silo.Hosting;
using Arthas.Silo.Sessions;

namespace Arthas.Hub.Links;

/// <summary>What every link of this node goes by.</summary>
internal sealed record LinkContext(
    IGrainFactory Grains,
    GrainCalls Calls,
    HubNodeReference Node,
    AgentLinks Links,
    SessionClient Sessions,
    OneTimeSessions OneTime,
    LeaseOptions Leases,
    TimeProvider Time,
    ILogger Logger);
