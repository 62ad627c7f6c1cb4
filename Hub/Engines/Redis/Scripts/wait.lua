-- needs: time wake session job
-- Whether a job is over (or unknown); when not, the node is told at its end.
-- Answers { it is over, the caller waits }.
-- KEYS: session. ARGV: job, wait in ms, node.
enter(KEYS[1])
local job = redis.call('EXISTS', me) == 1 and job_load(ARGV[1])
if not job or has_ended(job) then return { 1, 0 } end
local wait = tonumber(ARGV[2])
if wait > 0 then
  wait_for(job.key .. ':e', ARGV[3], wait + 1000)
end
return { 0, wait > 0 and 1 or 0 }
