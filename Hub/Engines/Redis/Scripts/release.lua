-- needs: time wake session job
-- Forgets an ended job and its private log.
-- KEYS: session. ARGV: job.
enter(KEYS[1])
local job = job_load(ARGV[1])
if job and has_ended(job) then
  job_forget(job)
end
return 0
