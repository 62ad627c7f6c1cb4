-- needs: time wake fleet
-- The link broke. KEYS: <tag>agents. ARGV: name, link.
enter(ARGV[1])
local a = agent_load()
if a and a.link == ARGV[2] then
  redis.call('HSET', me, 'away', '1')
end
return 0
