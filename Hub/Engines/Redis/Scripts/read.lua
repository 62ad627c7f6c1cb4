-- needs: time wake session log job
-- The private log of a job, or the news that it ended; when there is nothing and the caller may wait, its node is told later.
-- A session that was closed has left it behind, so it is not asked for.
-- KEYS: session. ARGV: job, after seq, wait in ms, node.
-- Answers { found, parked, last seq, ended, missed, results }.
enter(KEYS[1])
local job = job_load(ARGV[1])
if not job then return { 0 } end
local after, wait = tonumber(ARGV[2]), tonumber(ARGV[3])
local log = log_open(job.key)
if after >= log.last and not has_ended(job) and wait > 0 then
  wait_for(job.key .. ':w', ARGV[4], wait + 1000)
  return { 1, 1, after, 0, 0, {} }
end
if not job.private then
  return { 1, 0, after, has_ended(job) and 1 or 0, 0, {} }
end

after = math.max(0, math.min(after, log.last))
local missed = math.max(0, log.first - 1 - after)
local out, room = {}, { taken = 0, results = terms.pull_results, bytes = terms.pull_bytes }
local last = log_read(log, after + missed + 1, log.last, out, room)
return { 1, 0, last, (has_ended(job) and last == log.last) and 1 or 0, missed, out }
