-- needs:
-- One more line of the command history. KEYS: the list. ARGV: line, how many are kept, how long it is kept without use, in ms.
redis.call('RPUSH', KEYS[1], ARGV[1])
redis.call('LTRIM', KEYS[1], -ARGV[2], -1)
redis.call('PEXPIRE', KEYS[1], ARGV[3])
return 0
