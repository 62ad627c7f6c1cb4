-- needs: time wake session job
-- The jobs of a session that have not ended.
-- KEYS: session. Answers their states.
enter(KEYS[1])
local states = {}
for _, job in ipairs(jobs_running()) do
  states[#states + 1] = job_state(job)
end
return states
