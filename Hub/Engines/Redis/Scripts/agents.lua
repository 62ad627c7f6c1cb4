-- needs: time wake fleet
-- A page of the fleet. KEYS: <tag>agents. ARGV: cursor, '1' for records, '0' for targets only.
-- Answers the next cursor ('0': that was all) and (name, away, record, catalogue's hash, targets) of each.
local page = redis.call('ZSCAN', KEYS[1], ARGV[1], 'COUNT', 100)
local agents = {}
for i = 1, #page[2], 2 do
  enter(page[2][i])
  local a = agent_load()
  if a and not a.lost then
    agents[#agents + 1] = { name, a.away and 1 or 0, ARGV[2] == '1' and a.record or false, a.catalogue, redis.call('HVALS', me .. ':t') }
  end
end
return { page[1], agents }
