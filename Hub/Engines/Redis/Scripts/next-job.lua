-- needs:
-- The cluster's next job number. KEYS: the counter. ARGV: how long it is kept without use, in ms.
local number = redis.call('INCR', KEYS[1])
redis.call('PEXPIRE', KEYS[1], ARGV[1])
return number
