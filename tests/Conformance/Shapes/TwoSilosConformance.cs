using Arthas.Conformance.Clusters;
using Arthas.Conformance.Suites;

namespace Arthas.Conformance.Shapes;

[Collection(TwoSilos.Name)]
public sealed class TwoSilosSessionTests(TwoSilos cluster) : SessionTests(cluster);

[Collection(TwoSilos.Name)]
public sealed class TwoSilosJoinTests(TwoSilos cluster) : JoinTests(cluster);

[Collection(TwoSilos.Name)]
public sealed class TwoSilosJobTests(TwoSilos cluster) : JobTests(cluster);

[Collection(TwoSilos.Name)]
public sealed class TwoSilosBatchTests(TwoSilos cluster) : BatchTests(cluster);

[Collection(TwoSilos.Name)]
public sealed class TwoSilosPrivateLogTests(TwoSilos cluster) : PrivateLogTests(cluster);

[Collection(TwoSilos.Name)]
public sealed class TwoSilosPullTests(TwoSilos cluster) : PullTests(cluster);

[Collection(TwoSilos.Name)]
public sealed class TwoSilosTrimTests(TwoSilos cluster) : TrimTests(cluster);

[Collection(TwoSilos.Name)]
public sealed class TwoSilosLeaseTests(TwoSilos cluster) : LeaseTests(cluster);

[Collection(TwoSilos.Name)]
public sealed class TwoSilosInboxTests(TwoSilos cluster) : InboxTests(cluster);

[Collection(TwoSilos.Name)]
public sealed class TwoSilosFleetTests(TwoSilos cluster) : FleetTests(cluster);

[Collection(TwoSilos.Name)]
public sealed class TwoSilosRaceTests(TwoSilos cluster) : RaceTests(cluster);

[Collection(TwoSilos.Name)]
public sealed class TwoSilosOneTimeTests(TwoSilos cluster) : OneTimeTests(cluster);

[Collection(TwoSilos.Name)]
public sealed class TwoSilosLinkTests(TwoSilos cluster) : LinkTests(cluster);
