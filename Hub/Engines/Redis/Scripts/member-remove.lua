-- needs:
-- Forgets a member whose row is still as the caller saw it. KEYS: the table. ARGV: member, etag.
if redis.call('HGET', KEYS[1], 'etag:' .. ARGV[1]) == ARGV[2] then
  redis.call('HDEL', KEYS[1], 'etag:' .. ARGV[1], 'row:' .. ARGV[1], 'alive:' .. ARGV[1])
end
return 0
