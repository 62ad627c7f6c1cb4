-- needs: time wake fleet
-- Takes agents whose lease ended: each is answered to one caller, and again after a while until it is forgotten.
-- KEYS: <tag>agents. Answers names.
local lost = {}
for _, agent in ipairs(redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', now, 'LIMIT', 0, 100)) do
  enter(agent)
  local a = agent_load()
  if not a then
    redis.call('ZREM', KEYS[1], agent)
  elseif not a.lost then
    -- It was renewed, which does not write here.
    redis.call('ZADD', KEYS[1], a.heard + (a.said_away and terms.agent or math.max(terms.agent, terms.link)), agent)
  else
    redis.call('ZADD', KEYS[1], now + terms.taken, agent)
    lost[#lost + 1] = agent
  end
end
return lost
