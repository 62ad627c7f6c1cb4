-- One session: the hash `me`, and beside it me:log, me:c (consumers), me:j (its jobs), me:j:<id> (one job), me:w (who
-- waits). All of a tag's sessions share <tag>due (session by the moment at which something in it may be due),
-- <tag>logs (session by the bytes of its logs), <tag>bytes (their sum) and <tag>agent:<name> (the jobs of an agent).
local me, tag, sid

local function enter(key)
  me, tag = key, tag_of(key)
  sid = string.sub(key, #tag + 3)
end

local function session_load()
  local f = redis.call('HMGET', me, 'created', 'once', 'foreground', 'private', 'heard', 'access')
  if not f[1] then return nil end
  return {
    once = f[2] == '1',
    foreground = f[3],
    private = f[4] == '1',
    heard = tonumber(f[5]),
    access = tonumber(f[6]),
  }
end

-- A lower bound: a lease that was renewed is reckoned anew when it would have ended, so that renewing costs nothing.
local function due_at_most(ms)
  redis.call('ZADD', tag .. 'due', 'LT', ms, sid)
end

local function expire_at(key, ms)
  redis.call('PEXPIREAT', key, ms)
end

local function expire_later(key, ms)
  if redis.call('PTTL', key) < ms - now then
    redis.call('PEXPIREAT', key, ms)
  end
end

-- What the sessions of a tag share lives as long as the longest of them.
local function keep_shared(ms)
  expire_later(tag .. 'due', ms)
  expire_later(tag .. 'logs', ms)
  expire_later(tag .. 'bytes', ms)
end

-- What nobody touches any more vanishes by itself, even when no node is left to remove it. The date is moved only when
-- it comes near, because moving it is a write for each key.
local function keep(ms)
  local expires = tonumber(redis.call('HGET', me, 'expires') or 0)
  if expires - now >= ms then return expires end
  expires = now + 2 * ms
  redis.call('HSET', me, 'expires', expires)
  for _, key in ipairs({ me, me .. ':log', me .. ':c', me .. ':j' }) do
    redis.call('PEXPIREAT', key, expires)
  end
  for _, id in ipairs(redis.call('SMEMBERS', me .. ':j')) do
    redis.call('PEXPIREAT', me .. ':j:' .. id, expires)
    redis.call('PEXPIREAT', me .. ':j:' .. id .. ':log', expires)
  end
  keep_shared(expires)
  return expires
end
