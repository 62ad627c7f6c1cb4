-- needs: time wake fleet
-- Puts a message into an agent's inbox; 0 when there is no such agent or no room.
-- KEYS: <tag>agents. ARGV: name, message, how many there may be.
enter(ARGV[1])
local a = agent_load()
if not a or a.lost or redis.call('XLEN', me .. ':in') >= tonumber(ARGV[3]) then return 0 end
-- Numbers grow even over an inbox that was forgotten, so that nobody takes a new message for one that it has read.
local number = math.max(tonumber(redis.call('HGET', me, 'posted') or 0) + 1, now)
redis.call('HSET', me, 'posted', number)
redis.call('XADD', me .. ':in', string.format('%d-0', number), 'm', ARGV[2])
redis.call('PEXPIRE', me .. ':in', terms.agent * 2 + 3600000)
wake(me .. ':w', '@' .. name)
return 1
