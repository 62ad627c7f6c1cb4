-- needs: time wake session log consumer job
-- The next batch of a job's results into the log it writes to.
-- KEYS: session. ARGV: job, batch, then (job, type, json) of each result.
-- Answers AppendOutcome, the batch that is expected next, and the bytes of the tag's logs.
enter(KEYS[1])
local batch = tonumber(ARGV[2])
local s = session_load()
local job = s and job_load(ARGV[1])
if not job then return { UNKNOWN, batch + 1, total } end
local outcome = job_take(job, batch, (#ARGV - 2) / 3)
if outcome == ACCEPTED and #ARGV > 2 then
  local log = log_open(job.private and job.key or me)
  for i = 3, #ARGV, 3 do
    log_add(log, ARGV[i], ARGV[i + 1], ARGV[i + 2])
  end
  log_close(log)
  if job.private then job_wake(job) else grown(s, log) end
end
return { outcome, job_expected(job), total }
