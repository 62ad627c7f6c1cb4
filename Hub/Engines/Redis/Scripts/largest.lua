-- needs: time
-- The sessions of a tag with the largest logs, and the bytes of all.
-- KEYS: <tag>logs, <tag>bytes.
return { tonumber(redis.call('GET', KEYS[2]) or 0), redis.call('ZREVRANGE', KEYS[1], 0, 3, 'WITHSCORES') }
