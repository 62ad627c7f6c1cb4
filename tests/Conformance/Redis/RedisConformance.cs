using Arthas.Conformance.Suites;

namespace Arthas.Conformance.Redis;

public sealed class RedisSessionTests : SessionTests<RedisTestEngine>;

public sealed class RedisJoinTests : JoinTests<RedisTestEngine>;

public sealed class RedisJobTests : JobTests<RedisTestEngine>;

public sealed class RedisBatchTests : BatchTests<RedisTestEngine>;

public sealed class RedisPrivateLogTests : PrivateLogTests<RedisTestEngine>;

public sealed class RedisPullTests : PullTests<RedisTestEngine>;

public sealed class RedisTrimTests : TrimTests<RedisTestEngine>;

public sealed class RedisLeaseTests : LeaseTests<RedisTestEngine>;

public sealed class RedisRaceTests : RaceTests<RedisTestEngine>;

public sealed class RedisFleetTests : FleetTests<RedisTestEngine>;

public sealed class RedisInboxTests : InboxTests<RedisTestEngine>;

public sealed class RedisReaperTests : ReaperTests<RedisTestEngine>;

public sealed class RedisLinkTests : LinkTests<RedisTestEngine>;
