using Arthas.Conformance.Clusters;
using Arthas.Conformance.Suites;

namespace Arthas.Conformance.Shapes;

[Collection(TwoClients.Name)]
public sealed class TwoClientsSessionTests(TwoClients cluster) : SessionTests(cluster);

[Collection(TwoClients.Name)]
public sealed class TwoClientsJoinTests(TwoClients cluster) : JoinTests(cluster);

[Collection(TwoClients.Name)]
public sealed class TwoClientsJobTests(TwoClients cluster) : JobTests(cluster);

[Collection(TwoClients.Name)]
public sealed class TwoClientsBatchTests(TwoClients cluster) : BatchTests(cluster);

[Collection(TwoClients.Name)]
public sealed class TwoClientsPrivateLogTests(TwoClients cluster) : PrivateLogTests(cluster);

[Collection(TwoClients.Name)]
public sealed class TwoClientsPullTests(TwoClients cluster) : PullTests(cluster);

[Collection(TwoClients.Name)]
public sealed class TwoClientsTrimTests(TwoClients cluster) : TrimTests(cluster);

[Collection(TwoClients.Name)]
public sealed class TwoClientsLeaseTests(TwoClients cluster) : LeaseTests(cluster);

[Collection(TwoClients.Name)]
public sealed class TwoClientsInboxTests(TwoClients cluster) : InboxTests(cluster);

[Collection(TwoClients.Name)]
public sealed class TwoClientsFleetTests(TwoClients cluster) : FleetTests(cluster);

[Collection(TwoClients.Name)]
public sealed class TwoClientsRaceTests(TwoClients cluster) : RaceTests(cluster);

[Collection(TwoClients.Name)]
public sealed class TwoClientsOneTimeTests(TwoClients cluster) : OneTimeTests(cluster);

[Collection(TwoClients.Name)]
public sealed class TwoClientsLinkTests(TwoClients cluster) : LinkTests(cluster);
