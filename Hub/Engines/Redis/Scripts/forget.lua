-- needs: time wake fleet
-- Removes a lost agent and its inbox; nothing when it has come back. KEYS: <tag>agents. ARGV: name.
enter(ARGV[1])
local a = agent_load()
if a and a.lost then
  drop_targets()
  redis.call('UNLINK', me, me .. ':in')
  redis.call('ZREM', KEYS[1], name)
  wake(me .. ':w', '@' .. name)
end
return 0
