-- Time is Redis's own: nodes whose clocks differ agree on every lease.
local clock = redis.call('TIME')
local now = clock[1] * 1000 + math.floor(clock[2] / 1000)
