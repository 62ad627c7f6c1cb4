using Arthas.Conformance.Suites;

namespace Arthas.Conformance.Local;

public sealed class LocalSessionTests : SessionTests<LocalEngine>;

public sealed class LocalJoinTests : JoinTests<LocalEngine>;

public sealed class LocalJobTests : JobTests<LocalEngine>;

public sealed class LocalBatchTests : BatchTests<LocalEngine>;

public sealed class LocalPrivateLogTests : PrivateLogTests<LocalEngine>;

public sealed class LocalPullTests : PullTests<LocalEngine>;

public sealed class LocalTrimTests : TrimTests<LocalEngine>;

public sealed class LocalLeaseTests : LeaseTests<LocalEngine>;

public sealed class LocalRaceTests : RaceTests<LocalEngine>;

public sealed class LocalFleetTests : FleetTests<LocalEngine>;

public sealed class LocalInboxTests : InboxTests<LocalEngine>;

public sealed class LocalReaperTests : ReaperTests<LocalEngine>;

public sealed class LocalLinkTests : LinkTests<LocalEngine>;
