-- needs:
-- Who is in a cluster of silos. KEYS: the table.
-- Answers its version, then of each member: name, etag, row, when it last said that it lives.
local version = redis.call('HGET', KEYS[1], 'version') or '0'
local members = {}
for _, name in ipairs(redis.call('HKEYS', KEYS[1])) do
  if string.sub(name, 1, 4) == 'row:' then
    local member = string.sub(name, 5)
    local f = redis.call('HMGET', KEYS[1], 'etag:' .. member, name, 'alive:' .. member)
    members[#members + 1] = { member, f[1], f[2], f[3] }
  end
end
return { version, members }
