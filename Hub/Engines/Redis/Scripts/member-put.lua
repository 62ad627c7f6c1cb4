-- needs:
-- Adds or changes a member, if table and row are still as the caller saw them: one of two racing callers wins.
-- KEYS: the table. ARGV: member, row, when it lived, the row's etag ('' for a new one), the table's version, how long the table is kept, in ms.
-- Answers 1 when it was done.
local name, version = ARGV[1], redis.call('HGET', KEYS[1], 'version') or '0'
if version ~= ARGV[5] or (redis.call('HGET', KEYS[1], 'etag:' .. name) or '') ~= ARGV[4] then return 0 end

local next = string.format('%d', tonumber(version) + 1)
redis.call('HSET', KEYS[1], 'version', next, 'etag:' .. name, next, 'row:' .. name, ARGV[2], 'alive:' .. name, ARGV[3])
redis.call('PEXPIRE', KEYS[1], ARGV[6])
return 1
