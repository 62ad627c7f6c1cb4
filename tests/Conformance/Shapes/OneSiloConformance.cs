using Arthas.Conformance.Clusters;
using Arthas.Conformance.Suites;

namespace Arthas.Conformance.Shapes;

[Collection(OneSilo.Name)]
public sealed class OneSiloSessionTests(OneSilo cluster) : SessionTests(cluster);

[Collection(OneSilo.Name)]
public sealed class OneSiloJoinTests(OneSilo cluster) : JoinTests(cluster);

[Collection(OneSilo.Name)]
public sealed class OneSiloJobTests(OneSilo cluster) : JobTests(cluster);

[Collection(OneSilo.Name)]
public sealed class OneSiloBatchTests(OneSilo cluster) : BatchTests(cluster);

[Collection(OneSilo.Name)]
public sealed class OneSiloPrivateLogTests(OneSilo cluster) : PrivateLogTests(cluster);

[Collection(OneSilo.Name)]
public sealed class OneSiloPullTests(OneSilo cluster) : PullTests(cluster);

[Collection(OneSilo.Name)]
public sealed class OneSiloTrimTests(OneSilo cluster) : TrimTests(cluster);

[Collection(OneSilo.Name)]
public sealed class OneSiloLeaseTests(OneSilo cluster) : LeaseTests(cluster);

[Collection(OneSilo.Name)]
public sealed class OneSiloInboxTests(OneSilo cluster) : InboxTests(cluster);

[Collection(OneSilo.Name)]
public sealed class OneSiloFleetTests(OneSilo cluster) : FleetTests(cluster);

[Collection(OneSilo.Name)]
public sealed class OneSiloRaceTests(OneSilo cluster) : RaceTests(cluster);

[Collection(OneSilo.Name)]
public sealed class OneSiloOneTimeTests(OneSilo cluster) : OneTimeTests(cluster);

[Collection(OneSilo.Name)]
public sealed class OneSiloLinkTests(OneSilo cluster) : LinkTests(cluster);
