-- needs: time wake session job
-- Results that the agent of an ended job let go: counted as if they had come in this batch.
-- KEYS: session. ARGV: job, batch, results. Answers AppendOutcome (GAP: the job has not ended) and the batch that is expected next.
enter(KEYS[1])
local batch = tonumber(ARGV[2])
local job = redis.call('EXISTS', me) == 1 and job_load(ARGV[1])
if not job then return { UNKNOWN, batch + 1 } end
if not has_ended(job) then return { GAP, job.batch + 1 } end
local outcome = job_take(job, batch, tonumber(ARGV[3]))
return { outcome, job_expected(job) }
