using System.Security.Cryptography;
using Arthas.Contracts.Cluster;
using Arthas.Contracts.Results;
using Arthas.Silo.Fleet;
using Arthas.Silo.Sessions.Entries;
using Arthas.Silo.Wire;

namespace Arthas.Silo.Sessions;

/// <summary>
/// A session with its log, its consumers and its jobs. Plain code without a lock and without a wait: whoever calls holds it
/// alone. Each public member is one change: it decides an entry, applies it and hands it to the journal; README.md says
/// what each keeps.
/// </summary>
internal sealed partial class Session(string id, Terms terms, ISessionJournal journal)
{
    private readonly Dictionary<string, Consumer> _consumers = [];
    private NewSession _start = new();
    private DateTimeOffset _created;
    private DateTimeOffset _lastAccess;
    private string? _userId;
    private int _consumersEver;

    public string Id => id;

    public bool IsOpen { get; private set; }

    public bool IsClosed { get; private set; }

    public string FirstConsumer { get; private set; } = "";

    public Log Log { get; } = new(terms);

    public string? TargetId => _start.TargetId;

    public IEnumerable<KeyValuePair<string, Consumer>> Consumers => _consumers;

    /// <summary>Changes with every consumer that comes or goes.</summary>
    public int ConsumersVersion { get; private set; }

    /// <summary>What agents are to be told once the change is durable; whoever takes it tells it.</summary>
    public List<Telling> Tellings { get; } = [];

    public SessionState State => new()
    {
        Id = id,
        UserId = _userId,
        TargetId = _start.TargetId,
        TargetStart = _start.TargetStart,
        OneTime = false,
        Values = _start.Values,
        Created = _created,
        LastAccess = _lastAccess,
        Consumers = _consumers.Count,
        Foreground = Foreground?.State,
    };

    public string Open(NewSession session)
    {
        if (!IsOpen)
        {
            Write(new Opened
            {
                At = terms.Now(),
                Session = session,
                FirstConsumer = NewConsumerId(),
                Log = session.Greeting.With(InputStatus.AllowInput),
            });
        }

        return FirstConsumer;
    }

    public void Touch(string? userId)
    {
        _lastAccess = terms.Now();
        if (!string.IsNullOrWhiteSpace(userId) && userId != _userId)
        {
            Write(new UserNamed { At = _lastAccess, UserId = userId });
        }
    }

    public string Join()
    {
        var joined = new Joined { At = terms.Now(), ConsumerId = NewConsumerId(), Preamble = Preamble.Of(Log) };
        Write(joined);
        return joined.ConsumerId;
    }

    /// <summary>What a node tells of the consumers that pull there: a request to the session as well.</summary>
    public void Saw(ReadOnlySpan<ConsumerSighting> sightings)
    {
        _lastAccess = terms.Now();
        foreach (var sighting in sightings)
        {
            _consumers.GetValueOrDefault(sighting.ConsumerId)?.Saw(sighting.Position, _lastAccess - sighting.Ago);
        }
    }

    public void Note(ResultBytes results) => Write(new Noted { At = terms.Now(), Log = results });

    /// <summary>Ends the jobs and gives back the logs. The entry is the last one: it is not handed to the journal here.</summary>
    public Closed Close()
    {
        var closed = new Closed { At = terms.Now() };
        foreach (var job in _jobs.Values)
        {
            if (!job.HasEnded)
            {
                Tell(job, AgentMessage.ToStop(job.Key));
            }
        }

        Apply(closed, journal.Next, null);
        return closed;
    }

    /// <summary>Its keeper goes; the session does not: the logs count here no more.</summary>
    public void LetGo()
    {
        foreach (var log in Logs)
        {
            log.Leave();
        }
    }

    private string NewConsumerId() => $"{RandomNumberGenerator.GetHexString(32, lowercase: true)}_{_consumersEver + 1}";

    private void Tell(Job job, AgentMessage message)
    {
        if (job.Start.Agent is { } agent)
        {
            Tellings.Add(new Telling(agent, message));
        }
    }
}
