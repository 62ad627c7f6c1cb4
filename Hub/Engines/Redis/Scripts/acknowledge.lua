-- needs: time wake fleet
-- The agent has everything up to a number. KEYS: <tag>agents. ARGV: name, number.
enter(ARGV[1])
redis.call('XTRIM', me .. ':in', 'MINID', string.format('%d-0', tonumber(ARGV[2]) + 1))
return 0
