-- needs: time wake session job
-- A page of the jobs in one tag that an agent was given and that have not ended.
-- KEYS: <tag>agent:<name>. ARGV: cursor. Answers the next cursor ('0': that was all) and the states.
local page = redis.call('SSCAN', KEYS[1], ARGV[1], 'COUNT', 100)
local states = {}
for _, name in ipairs(page[2]) do
  local session, id = string.match(name, '^(.*)/(%d+)$')
  enter(tag_of(KEYS[1]) .. 's:' .. session)
  local job = job_load(id)
  if job and not has_ended(job) then
    states[#states + 1] = job_state(job)
  else
    redis.call('SREM', KEYS[1], name)
  end
end
return { page[1], states }
