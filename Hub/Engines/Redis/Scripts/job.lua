-- needs: time wake session job
-- KEYS: session. ARGV: job. Answers its state or nil.
enter(KEYS[1])
if redis.call('EXISTS', me) == 0 then return false end
local job = job_load(ARGV[1])
return job and job_state(job) or false
