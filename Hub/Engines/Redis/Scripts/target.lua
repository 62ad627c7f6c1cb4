-- needs: time wake fleet
-- KEYS: <tag>agents. ARGV: target. Answers its agent, whether that is away, and the target; or nil.
local agent = redis.call('HGET', tag .. 'targets', ARGV[1])
if not agent then return false end
enter(agent)
local a = agent_load()
local target = a and not a.lost and redis.call('HGET', me .. ':t', ARGV[1])
return target and { name, a.away and 1 or 0, target } or false
