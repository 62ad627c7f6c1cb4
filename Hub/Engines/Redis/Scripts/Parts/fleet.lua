-- One agent: the hash `me`, and beside it me:t (its targets, id to JSON), me:in (its inbox, a stream), me:w (who waits
-- for it). All share <tag>agents (name by the moment at which it may be lost) and <tag>targets (target to agent).
local tag = tag_of(KEYS[1])
local me, name

local function enter(agent)
  me, name = tag .. 'a:' .. agent, agent
end

local function agent_load(key)
  local f = redis.call('HMGET', key or me, 'instance', 'link', 'heard', 'away', 'catalogue', 'record')
  if not f[1] then return nil end
  local heard = tonumber(f[3])
  -- Away: its node said so, or that died as well and nobody renews.
  local away = f[4] == '1' or now - heard >= terms.link
  return {
    instance = f[1], link = f[2], heard = heard, said_away = f[4] == '1', away = away,
    lost = away and now - heard >= terms.agent,
    catalogue = f[5], record = f[6],
  }
end

local function drop_targets()
  for _, id in ipairs(redis.call('HKEYS', me .. ':t')) do
    if redis.call('HGET', tag .. 'targets', id) == name then
      redis.call('HDEL', tag .. 'targets', id)
    end
  end
  redis.call('DEL', me .. ':t')
end

-- Another agent has it listed, and is not lost.
local function is_taken(target)
  local owner = redis.call('HGET', tag .. 'targets', target)
  if not owner or owner == name then return false end
  local a = agent_load(tag .. 'a:' .. owner)
  return a and not a.lost
end

-- The targets from ARGV[first] on, id and JSON of each, without those of other agents.
local function put_targets(first)
  drop_targets()
  for i = first, #ARGV, 2 do
    if not is_taken(ARGV[i]) then
      redis.call('HSET', me .. ':t', ARGV[i], ARGV[i + 1])
      redis.call('HSET', tag .. 'targets', ARGV[i], name)
    end
  end
end

-- A fleet that nobody renews vanishes by itself, long after it was lost. The dates are moved seldom: each is a write.
local function keep()
  local lease = terms.agent * 2 + 3600000
  if redis.call('PTTL', me) >= lease then return end
  for _, key in ipairs({ me, me .. ':t', me .. ':in', tag .. 'agents', tag .. 'targets' }) do
    redis.call('PEXPIRE', key, lease * 2)
  end
  local catalogue = redis.call('HGET', me, 'catalogue')
  redis.call('PEXPIRE', tag .. 'catalogue:' .. catalogue, lease * 2)
end
