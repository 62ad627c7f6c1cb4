using Arthas.Contracts.Cluster;
using Arthas.Contracts.Results;
using Arthas.Silo.Journals;
using Arthas.Silo.Fleet;
using Arthas.Silo.Sessions.Entries;
using Arthas.Silo.Wire;

namespace Arthas.Silo.Sessions;

internal sealed partial class Session
{
    private readonly Dictionary<int, Job> _jobs = [];

    /// <summary>The job that holds the slot.</summary>
    public Job? Foreground { get; private set; }

    /// <summary>Numbers rise within a session, whichever silo's block they are from.</summary>
    public int LastJobId { get; private set; }

    public IReadOnlyList<JobState> Running =>
        [.. _jobs.Values.Where(job => !job.HasEnded).OrderBy(job => job.Id).Select(job => job.State)];

    private IEnumerable<Log> Logs => _jobs.Values.Select(job => job.Log).OfType<Log>().Prepend(Log);

    public Job? Job(int jobId) => _jobs.GetValueOrDefault(jobId);

    /// <summary>What would become of it now; null when it would be started.</summary>
    public StartedJob? Refusal(NewJob start)
    {
        if (_jobs.Values.FirstOrDefault(job => job.Start.Request == start.Request) is { } known)
        {
            return new StartedJob(StartOutcome.Started, known.Id);
        }

        if (Foreground is not null && !start.Background)
        {
            return new StartedJob(StartOutcome.Busy);
        }

        return start is { Background: true, Agent: not null } && _jobs.Values.Count(job => job.IsOfAgentInBackground) >= start.BackgroundLimit
            ? new StartedJob(StartOutcome.TooMany)
            : null;
    }

    /// <summary>Slot, record and, in the log, echo and input status: all or nothing.</summary>
    public StartedJob StartJob(NewJob start, int jobId)
    {
        Touch(start.UserId);
        if (Refusal(start) is { } refusal)
        {
            return refusal;
        }

        var log = start.Private ? default : ResultBytes.Of(new CommandResult { JobId = jobId, Command = start.Command, State = "SCHEDULED" }.ToResult());
        if (Foreground is null)
        {
            // One in the background has the slot for a moment, for clients that wait for it to be given back.
            log = start.Background ? log.With(InputStatus.AllowInterrupt, InputStatus.AllowInput) : log.With(InputStatus.AllowInterrupt);
        }

        Write(new JobStarted { At = terms.Now(), JobId = jobId, Job = start, Log = log });
        var job = _jobs[jobId];
        if (start.Agent is not null)
        {
            Tell(job, AgentMessage.ToRun(job.Key, start));
        }

        return new StartedJob(StartOutcome.Started, jobId);
    }

    /// <summary>Its agent has it: from now on only its deadline or its agent's lease ends it from outside.</summary>
    public void Accept(int jobId, string agent)
    {
        if (Job(jobId) is { Status: JobStatus.Ready } job && job.Start.Agent == agent)
        {
            Write(new JobAccepted { At = terms.Now(), JobId = jobId });
        }
    }

    public Appended Append(JobBatch batch)
    {
        var next = batch.First + batch.Parts.Length;
        if (Job(batch.JobId) is not { } job || job.Start.Agent != batch.Agent)
        {
            return new Appended(AppendOutcome.Unknown, next);
        }

        if (job.HasEnded)
        {
            CountLate(job, batch);
            return new Appended(next - 1 <= job.LastBatch ? AppendOutcome.Duplicate : AppendOutcome.Ended, job.LastTaken + 1);
        }

        if (next - 1 <= job.LastBatch)
        {
            return new Appended(AppendOutcome.Duplicate, job.LastBatch + 1);
        }

        if (batch.First > job.LastBatch + 1)
        {
            return new Appended(AppendOutcome.Gap, job.LastBatch + 1);
        }

        var results = default(ResultBytes);
        foreach (var part in batch.Parts.AsSpan((int)(job.LastBatch + 1 - batch.First)))
        {
            results = results.With(part);
        }

        if (batch.Last)
        {
            End(job, results, next - 1);
        }
        else
        {
            Write(new BatchesAppended
            {
                At = terms.Now(),
                JobId = job.Id,
                LastBatch = next - 1,
                Log = job.Log is null ? results : default,
                Private = job.Log is null ? default : results,
            });
        }

        return new Appended(AppendOutcome.Accepted, job.LastBatch + 1);
    }

    /// <summary>
    /// Results that the agent of an ended job let go instead of sending them, as if they had come in a batch of this number.
    /// A job that the agent believes to have ended, and that has not, ends with this.
    /// </summary>
    public Appended Drop(int jobId, string agent, long number, long results)
    {
        if (Job(jobId) is not { } job || job.Start.Agent != agent)
        {
            return new Appended(AppendOutcome.Unknown, number + 1);
        }

        if (!job.HasEnded)
        {
            EndJob(job.Id, -1, JobTexts.NoLonger(agent));
        }

        if (number > job.LastTaken)
        {
            Write(new LateCounted { At = terms.Now(), JobId = job.Id, LastBatch = number, Results = results });
        }

        return new Appended(AppendOutcome.Ended, job.LastTaken + 1);
    }

    /// <summary>By somebody other than its agent, who is told. False when there is no such job, or it has ended.</summary>
    public bool EndJob(int jobId, int statusCode, string? message, ResultBytes results = default)
    {
        if (Job(jobId) is not { HasEnded: false } job)
        {
            return false;
        }

        var status = new StatusResult { JobId = jobId, StatusCode = statusCode, Message = message }.ToResult();
        End(job, results.With(status), lastBatch: null);
        Tell(job, AgentMessage.ToStop(job.Key));
        return true;
    }

    /// <summary>Ctrl-C: the agent has a moment to send what it has and its status; then the job ends with status 0 without it. False when it has ended.</summary>
    public bool Interrupt(int jobId)
    {
        if (Job(jobId) is not { HasEnded: false } job)
        {
            return false;
        }

        if (job.Start.Agent is null)
        {
            return EndJob(jobId, statusCode: 0, message: null);
        }

        if (job.InterruptBy is null)
        {
            Write(new InterruptAsked { At = terms.Now(), JobId = jobId });
            Tell(job, AgentMessage.ToInterrupt(job.Key));
        }

        return true;
    }

    /// <summary>Forgets an ended job and its private log.</summary>
    public void Release(int jobId)
    {
        if (Job(jobId) is { HasEnded: true })
        {
            Write(new JobReleased { At = terms.Now(), JobId = jobId });
        }
    }

    /// <summary>The bytes of the largest log here that still has something to give.</summary>
    public long LargestLog => Largest()?.Log.Bytes ?? 0;

    /// <summary>Trims that log by at least so many bytes, if it has them.</summary>
    public void TrimLargest(long bytes)
    {
        if (Largest() is var (jobId, log))
        {
            Write(new Trimmed { At = terms.Now(), JobId = jobId, FirstSeq = log.FirstAfterFreeing(bytes) });
        }
    }

    private (int? JobId, Log Log)? Largest()
    {
        (int? JobId, Log Log)? largest = Log.Count > 1 ? (null, Log) : null;
        foreach (var job in _jobs.Values)
        {
            if (job.Log is { Count: > 1 } log && log.Bytes > (largest?.Log.Bytes ?? 0))
            {
                largest = (job.Id, log);
            }
        }

        return largest;
    }

    private void CountLate(Job job, JobBatch batch)
    {
        var late = 0L;
        for (var i = 0; i < batch.Parts.Length; i++)
        {
            // The status is no result that could come too late: it is not counted.
            var isStatus = batch.Last && i == batch.Parts.Length - 1;
            late += batch.First + i > job.LastTaken ? batch.Parts[i].Count - (isStatus ? 1 : 0) : 0;
        }

        var last = batch.First + batch.Parts.Length - 1;
        if (last > job.LastTaken)
        {
            Write(new LateCounted { At = terms.Now(), JobId = job.Id, LastBatch = last, Results = late });
        }
    }

    private void End(Job job, ResultBytes results, long? lastBatch)
    {
        var log = job.Log is null ? results : default;
        Write(new JobEnded
        {
            At = terms.Now(),
            JobId = job.Id,
            LastBatch = lastBatch,
            Log = job == Foreground ? log.With(InputStatus.AllowInput) : log,
            Private = job.Log is null ? default : results,
        });
    }

    private void Apply(JobEntry entry, JournalId id, ReadOnlyMemory<byte>? bytes)
    {
        if (entry is JobStarted started)
        {
            var kept = Kept(started, bytes);
            var fresh = _jobs[started.JobId] = new Job(Id, started, kept, terms);
            LastJobId = Math.Max(LastJobId, started.JobId);
            Foreground = started.Job.Background ? Foreground : fresh;
            return;
        }

        if (Job(entry.JobId) is not { } job)
        {
            return;
        }

        switch (entry)
        {
            case JobAccepted:
                job.Accept();
                break;
            case BatchesAppended appended:
                job.Took(appended.LastBatch);
                break;
            case JobEnded ended:
                ApplyEnded(job, ended);
                break;
            case LateCounted late:
                job.CountLate(late.LastBatch, late.Results, late.At);
                break;
            case LateTold:
                job.ToldLate();
                break;
            case InterruptAsked asked:
                job.Interrupted(asked.At + terms.Leases.Interrupt);
                break;
            case JobReleased:
                job.Log?.Leave();
                _jobs.Remove(job.Id);
                break;
        }

        job.Log?.Add(entry.Private.Read(), id);
    }

    private void ApplyEnded(Job job, JobEnded ended)
    {
        if (ended.LastBatch is { } last)
        {
            job.Took(last);
        }

        job.End(ended.At);
        Foreground = Foreground == job ? null : Foreground;
        // The idle time begins when the slot is free.
        _lastAccess = ended.At;
    }
}
