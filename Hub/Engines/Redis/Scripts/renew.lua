-- needs: time wake fleet
-- A heartbeat. KEYS: <tag>agents. ARGV: name, link, '1' when the targets follow. Answers 0 when the agent is not on this link.
enter(ARGV[1])
local a = agent_load()
if not a or a.said_away or a.link ~= ARGV[2] then return 0 end
redis.call('HSET', me, 'heard', now)
if ARGV[3] == '1' then
  put_targets(4)
  redis.call('PERSIST', me)
end
keep()
return 1
