using Arthas.Contracts.Cluster;
using Arthas.Silo.Nodes;
using Arthas.Silo.Sessions;
using Microsoft.Extensions.Options;

namespace Arthas.Hub.Sessions;

/// <summary>The jobs that somebody waits for at this node.</summary>
internal sealed class JobWaits(IOptions<LogOptions> log, IOptions<LeaseOptions> leases, TimeProvider time)
{
    /// <summary>News of jobs that are about to be waited for; more is asked for again.</summary>
    private const int MostExpected = 1000;

    private readonly Terms _terms = new(log.Value, leases.Value, time.GetUtcNow, new LogBudget(log.Value.LogBytes));
    private readonly Lock _gate = new();
    private readonly Dictionary<JobKey, JobWait> _waits = [];
    private readonly Dictionary<string, Expected> _expected = [];

    public JobWait Add(JobKey job)
    {
        var wait = new JobWait(job, _terms, Remove);
        JobNews[] early;
        lock (_gate)
        {
            _waits[job] = wait;
            early = _expected.TryGetValue(job.SessionId, out var expected) ? [.. expected.News.Where(news => news.Job == job)] : [];
        }

        foreach (var news in early)
        {
            wait.Take(news);
        }

        return wait;
    }

    /// <summary>A job of this session is about to be waited for: its news is kept until it is, or this is disposed of.</summary>
    public IDisposable Expect(string session)
    {
        lock (_gate)
        {
            if (!_expected.TryGetValue(session, out var expected))
            {
                _expected.Add(session, expected = new Expected());
            }

            expected.Waiting++;
            return new Expectation(this, session);
        }
    }

    public void Take(JobNews news)
    {
        JobWait? wait;
        lock (_gate)
        {
            if (_expected.TryGetValue(news.Job.SessionId, out var expected) && expected.News.Count < MostExpected)
            {
                expected.News.Add(news);
            }

            wait = _waits.GetValueOrDefault(news.Job);
        }

        wait?.Take(news);
    }

    private void Remove(JobWait wait)
    {
        lock (_gate)
        {
            if (_waits.GetValueOrDefault(wait.Job) == wait)
            {
                _waits.Remove(wait.Job);
            }
        }
    }

    private void Forget(string session)
    {
        lock (_gate)
        {
            if (--_expected[session].Waiting == 0)
            {
                _expected.Remove(session);
            }
        }
    }

    private sealed class Expected
    {
        public int Waiting { get; set; }

        public List<JobNews> News { get; } = [];
    }

    private sealed class Expectation(JobWaits waits, string session) : IDisposable
    {
        public void Dispose() => waits.Forget(session);
    }
}
