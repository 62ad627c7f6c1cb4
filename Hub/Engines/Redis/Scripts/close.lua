-- needs: time wake session log job close
-- Removes a session; answers the jobs that ran, or nil when there is none.
-- KEYS: session.
enter(KEYS[1])
if redis.call('EXISTS', me) == 0 then return false end
return session_close()
