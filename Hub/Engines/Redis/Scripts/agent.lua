-- needs: time wake fleet
-- KEYS: <tag>agents. ARGV: name. Answers as agents.lua does for one agent, or nil.
enter(ARGV[1])
local a = agent_load()
if not a or a.lost then return false end
return { name, a.away and 1 or 0, a.record, a.catalogue, redis.call('HVALS', me .. ':t') }
