-- needs: time wake session job
-- One session as RedisSessionState reads it; with ARGV, its idle time starts anew.
-- KEYS: session. ARGV: '1' to touch it, the user to be set or ''.
enter(KEYS[1])
if redis.call('EXISTS', me) == 0 then return false end
if ARGV[1] == '1' then
  redis.call('HSET', me, 'access', now)
  keep(terms.keep)
end
if ARGV[2] ~= '' then redis.call('HSET', me, 'user', ARGV[2]) end
return session_state()
