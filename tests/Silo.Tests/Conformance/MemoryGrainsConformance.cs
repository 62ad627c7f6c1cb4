using Arthas.Conformance.Suites;

namespace Arthas.Silo.Tests.Conformance;

public sealed class MemoryGrainsSessionTests : SessionTests<MemoryGrainsEngine>;

public sealed class MemoryGrainsJoinTests : JoinTests<MemoryGrainsEngine>;

public sealed class MemoryGrainsJobTests : JobTests<MemoryGrainsEngine>;

public sealed class MemoryGrainsBatchTests : BatchTests<MemoryGrainsEngine>;

public sealed class MemoryGrainsPrivateLogTests : PrivateLogTests<MemoryGrainsEngine>;

public sealed class MemoryGrainsPullTests : PullTests<MemoryGrainsEngine>;

public sealed class MemoryGrainsTrimTests : TrimTests<MemoryGrainsEngine>;

public sealed class MemoryGrainsLeaseTests : LeaseTests<MemoryGrainsEngine>;

public sealed class MemoryGrainsRaceTests : RaceTests<MemoryGrainsEngine>;

public sealed class MemoryGrainsFleetTests : FleetTests<MemoryGrainsEngine>;

public sealed class MemoryGrainsInboxTests : InboxTests<MemoryGrainsEngine>;

public sealed class MemoryGrainsReaperTests : ReaperTests<MemoryGrainsEngine>;

public sealed class MemoryGrainsLinkTests : LinkTests<MemoryGrainsEngine>;
