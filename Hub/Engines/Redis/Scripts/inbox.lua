-- needs: time wake fleet
-- The next messages of an inbox; when there is none and the caller may wait, its node is told later.
-- KEYS: <tag>agents. ARGV: name, after number, wait in ms, node.
-- Answers nil when there is no such agent, else whether the caller waits, and the stream's entries.
enter(ARGV[1])
if redis.call('EXISTS', me) == 0 then return false end
local entries = redis.call('XRANGE', me .. ':in', '(' .. ARGV[2] .. '-0', '+', 'COUNT', 1000)
local wait = tonumber(ARGV[3])
if #entries == 0 and wait > 0 then
  wait_for(me .. ':w', ARGV[4], wait + 1000)
  return { 1, {} }
end
return { 0, entries }
