-- needs: time wake session job
-- The job is in its agent's hands.
-- KEYS: session. ARGV: job.
enter(KEYS[1])
local job = job_load(ARGV[1])
if job and job.status == READY then
  redis.call('HSET', job.key, 'status', RUNNING)
end
return 0
