using System.Collections.Concurrent;
using Arthas.Hub.Nodes;
using Arthas.Silo.Hosting;
using Arthas.Silo.Nodes;
using Arthas.Silo.Sessions;
using Microsoft.Extensions.Options;

namespace Arthas.Hub.Sessions;

/// <summary>
/// The sessions that this node follows: those that somebody pulls here. A session tells of its results by itself; what it
/// tells may get lost, so this node looks again every two seconds, and at once when a call fails or a silo dies.
/// </summary>
internal sealed partial class SessionFeeds(
    IGrainFactory grains,
    GrainCalls calls,
    HubNodeReference node,
    IOptions<LogOptions> log,
    IOptions<LeaseOptions> leases,
    TimeProvider time,
    IHostApplicationLifetime lifetime,
    ILogger<SessionFeeds> logger,
    IClusterMembershipService? membership = null,
    ILocalSiloDetails? silo = null) : BackgroundService
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(2);

    /// <summary>Longer than a client takes between two pulls.</summary>
    private static readonly TimeSpan Unused = TimeSpan.FromSeconds(10);

    /// <summary>At a session in this silo, whose news does not get lost: often enough that it knows of its followers and consumers.</summary>
    private readonly TimeSpan _lookAgainNear = new[] { leases.Value.Node, leases.Value.Unheard, leases.Value.Consumer }.Min() / 2;

    private readonly ConcurrentDictionary<string, SessionFeed> _feeds = new();

    /// <summary>A node that stops keeps nobody parked: they ask again, and another node answers.</summary>
    public bool IsStopping => lifetime.ApplicationStopping.IsCancellationRequested;

    /// <summary>Null when there is no such session.</summary>
    public async ValueTask<SessionFeed?> FindAsync(string session, CancellationToken cancel)
    {
        var feed = _feeds.GetOrAdd(session, static (id, options) => new SessionFeed(id, options), log.Value);
        feed.LastUse = time.GetTimestamp();
        if ((feed.HasGap || feed.LastLook == 0) && !await TryLookAsync(feed, cancel))
        {
            return null;
        }

        return feed;
    }

    /// <summary>What this node knows of a session without asking; null when it follows none of that id.</summary>
    public SessionFeed? Known(string session) => _feeds.GetValueOrDefault(session);

    /// <summary>A session that was opened here.</summary>
    public void Add(string session, FollowReply opened)
    {
        var feed = new SessionFeed(session, log.Value) { LastUse = time.GetTimestamp(), LastLook = time.GetTimestamp() };
        feed.Take(opened, afterSeq: -1);
        _feeds[session] = feed;
    }

    /// <summary>Asks the session. False when there is none (any more).</summary>
    public async ValueTask<bool> TryLookAsync(SessionFeed feed, CancellationToken cancel)
    {
        feed.LastLook = time.GetTimestamp();
        var follow = new Follow
        {
            Node = node.Value,
            AfterSeq = feed.ConsumersVersion < 0 ? -1 : feed.LastSeq,
            ConsumersVersion = feed.ConsumersVersion,
            Sightings = feed.TakeSightings(time, isLast: false),
            Silo = silo?.SiloAddress,
        };
        FollowReply reply;
        try
        {
            reply = await calls.RunAsync(() => grains.Get<ISessionGrain>(feed.Session).FollowAsync(follow), cancel);
        }
        catch when (feed.ConsumersVersion < 0)
        {
            // Of a session that this node knows nothing of, nothing is kept.
            _feeds.TryRemove(new(feed.Session, feed));
            throw;
        }

        feed.Take(reply, follow.AfterSeq);
        if (feed.IsClosed)
        {
            _feeds.TryRemove(new(feed.Session, feed));
        }

        return !feed.IsClosed;
    }

    public void Take(SessionNews news)
    {
        if (!_feeds.TryGetValue(news.SessionId, out var feed))
        {
            return;
        }

        if (news.Closed)
        {
            Close(feed);
        }
        else if (!feed.Take(news.FromSeq, news.Results.Read()))
        {
            _ = LookAsync(feed);
        }
    }

    /// <summary>Who is parked here is told that the session is over.</summary>
    public void Close(string session)
    {
        if (_feeds.TryGetValue(session, out var feed))
        {
            Close(feed);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await using var stopping = lifetime.ApplicationStopping.Register(Beat);
        await Task.WhenAll(LookByTheClockAsync(stoppingToken), membership is null ? Task.CompletedTask : LookAfterDeathsAsync(membership, stoppingToken));
    }

    private void Beat()
    {
        foreach (var feed in _feeds.Values)
        {
            feed.Beat();
        }
    }

    /// <summary>The sessions of a silo that has gone are elsewhere, and do not know of this node.</summary>
    private async Task LookAfterDeathsAsync(IClusterMembershipService members, CancellationToken stoppingToken)
    {
        var gone = new HashSet<SiloAddress>();
        await foreach (var snapshot in members.MembershipUpdates.WithCancellation(stoppingToken))
        {
            var before = gone.Count;
            gone.UnionWith(snapshot.Members.Values.Where(static member => member.Status.IsTerminating()).Select(static member => member.SiloAddress));
            foreach (var feed in gone.Count > before ? _feeds.Values : [])
            {
                feed.Forget();
                _ = LookAsync(feed);
            }
        }
    }

    private async Task LookByTheClockAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Tick, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            foreach (var (_, feed) in _feeds)
            {
                if (feed.IsAwaited())
                {
                    // However long a pull may wait here: it would hear nothing of a session that is not followed.
                    feed.LastUse = time.GetTimestamp();
                }

                if (time.GetElapsedTime(feed.LastUse) >= Unused)
                {
                    _feeds.TryRemove(new(feed.Session, feed));
                    _ = LookAsync(feed);
                }
                else if (time.GetElapsedTime(feed.LastLook) >= (feed.IsNear && _lookAgainNear > LookAgain ? _lookAgainNear : LookAgain))
                {
                    _ = LookAsync(feed);
                }
            }
        }
    }

    private void Close(SessionFeed feed)
    {
        _feeds.TryRemove(new(feed.Session, feed));
        feed.Close();
    }

    private async Task LookAsync(SessionFeed feed)
    {
        try
        {
            await TryLookAsync(feed, CancellationToken.None);
        }
        catch (ClusterAwayException e)
        {
            feed.Doubt();
            NotAsked(feed.Session, e.Message);
        }
    }

    [LoggerMessage(3101, LogLevel.Debug, "Session {Session} could not be asked for its results: {Reason}")]
    private partial void NotAsked(string session, string reason);
}
