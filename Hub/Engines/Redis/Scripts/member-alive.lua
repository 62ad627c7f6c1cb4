-- needs:
-- A member lives; that changes neither its row's etag nor the table's version.
-- KEYS: the table. ARGV: member, when, how long the table is kept, in ms.
if redis.call('HEXISTS', KEYS[1], 'row:' .. ARGV[1]) == 1 then
  redis.call('HSET', KEYS[1], 'alive:' .. ARGV[1], ARGV[2])
  redis.call('PEXPIRE', KEYS[1], ARGV[3])
end
return 0
