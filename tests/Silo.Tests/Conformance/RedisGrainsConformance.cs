using Arthas.Conformance.Suites;

namespace Arthas.Silo.Tests.Conformance;

public sealed class RedisGrainsSessionTests : SessionTests<RedisGrainsEngine>;

public sealed class RedisGrainsJoinTests : JoinTests<RedisGrainsEngine>;

public sealed class RedisGrainsJobTests : JobTests<RedisGrainsEngine>;

public sealed class RedisGrainsBatchTests : BatchTests<RedisGrainsEngine>;

public sealed class RedisGrainsPrivateLogTests : PrivateLogTests<RedisGrainsEngine>;

public sealed class RedisGrainsPullTests : PullTests<RedisGrainsEngine>;

public sealed class RedisGrainsTrimTests : TrimTests<RedisGrainsEngine>;

public sealed class RedisGrainsLeaseTests : LeaseTests<RedisGrainsEngine>;

public sealed class RedisGrainsRaceTests : RaceTests<RedisGrainsEngine>;

public sealed class RedisGrainsFleetTests : FleetTests<RedisGrainsEngine>;

public sealed class RedisGrainsInboxTests : InboxTests<RedisGrainsEngine>;

public sealed class RedisGrainsReaperTests : ReaperTests<RedisGrainsEngine>;

public sealed class RedisGrainsLinkTests : LinkTests<RedisGrainsEngine>;
