-- needs:
-- Keeps a value unless there is one; answers the one that counts. KEYS: where. ARGV: value, how long it is kept, in ms.
redis.call('SET', KEYS[1], ARGV[1], 'NX')
redis.call('PEXPIRE', KEYS[1], ARGV[2])
return redis.call('GET', KEYS[1])
