-- needs: time wake fleet
-- An agent's hello on a link, which counts for it from now on; refused while another instance's link is up.
-- KEYS: <tag>agents. ARGV: name, instance, link, record, catalogue's hash, catalogue or '' (it is known), then the targets.
-- Answers RegisterOutcome, or 2 when the catalogue is not known after all.
local REGISTERED, DUPLICATE, SEND_CATALOGUE = 0, 1, 2
enter(ARGV[1])
local a = agent_load()
if a and not a.away and a.instance ~= ARGV[2] then return DUPLICATE end
local catalogue = tag .. 'catalogue:' .. ARGV[5]
if ARGV[6] ~= '' then
  redis.call('SET', catalogue, ARGV[6])
elseif redis.call('EXISTS', catalogue) == 0 then
  return SEND_CATALOGUE
end
redis.call('HSET', me, 'instance', ARGV[2], 'link', ARGV[3], 'record', ARGV[4], 'catalogue', ARGV[5], 'heard', now, 'away', '0')
put_targets(7)
redis.call('ZADD', tag .. 'agents', now + terms.agent, name)
redis.call('PERSIST', me)
keep()
return REGISTERED
