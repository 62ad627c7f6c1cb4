-- needs: time wake session job
-- A page of a tag's sessions: every session stands in <tag>due.
-- KEYS: <tag>due. ARGV: cursor. Answers the next cursor ('0': that was all) and the states.
local page = redis.call('ZSCAN', KEYS[1], ARGV[1], 'COUNT', 100)
local states = {}
for i = 1, #page[2], 2 do
  enter(tag_of(KEYS[1]) .. 's:' .. page[2][i])
  if redis.call('EXISTS', me) == 1 then
    states[#states + 1] = session_state()
  end
end
return { page[1], states }
