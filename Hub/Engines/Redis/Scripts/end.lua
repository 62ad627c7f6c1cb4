-- needs: time wake session log consumer job
-- A job's last results and its one status, the slot released, ALLOW_INPUT in the session's log.
-- KEYS: session. ARGV: job, batch or '' (somebody other than the agent ends it), then (job, type, json) of each result,
-- the status last. Answers AppendOutcome, the batch that is expected next, and the bytes of the tag's logs.
enter(KEYS[1])
local batch = tonumber(ARGV[2])
local s = session_load()
local job = s and job_load(ARGV[1])
if not job then return { UNKNOWN, (batch or 0) + 1, total } end
if batch then
  -- The status is no result that could come too late: it is not counted.
  local outcome = job_take(job, batch, (#ARGV - 2) / 3 - 1)
  if outcome ~= ACCEPTED then return { outcome, job_expected(job), total } end
elseif has_ended(job) then
  return { ENDED, job_expected(job), total }
end

local own = s.foreground == job.id
if own then
  redis.call('HDEL', me, 'foreground', 'private')
  s.foreground = nil
end
redis.call('HSET', me, 'access', now)
if job.private then
  local log = log_open(job.key)
  for i = 3, #ARGV, 3 do
    log_add(log, ARGV[i], ARGV[i + 1], ARGV[i + 2])
  end
  log_close(log)
end
if own or not job.private then
  local log = log_open(me)
  for i = 3, job.private and 0 or #ARGV, 3 do
    log_add(log, ARGV[i], ARGV[i + 1], ARGV[i + 2])
  end
  if own then log_add(log, 0, 'input_status', terms.allow_input) end
  log_close(log)
  grown(s, log)
end
job_end(job)
due_at_most(now + terms.ended)
return { ACCEPTED, job_expected(job), total }
