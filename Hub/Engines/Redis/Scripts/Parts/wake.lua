-- Hints for nodes that wait. A node registers in the same script that found nothing, so that no change falls between;
-- a change tells those that registered, once. A hint is only a hint: who gets one looks again.
local function tag_of(key)
  return string.match(key, '^(arthas:{%w+}:)')
end

local function wait_for(key, node, ms)
  redis.call('HSET', key, node, now + ms)
  if redis.call('PTTL', key) < ms then
    redis.call('PEXPIRE', key, ms + 1000)
  end
end

-- Numbered per node (and tag), so that a node notices when it did not get one.
local function hint(tag, node, topic)
  local counter = tag .. 'hints:' .. node
  local number = redis.call('INCR', counter)
  redis.call('PEXPIRE', counter, 3600000)
  redis.call('PUBLISH', 'arthas:wake:' .. node, 'hint ' .. tag .. ' ' .. string.format('%d', number) .. ' ' .. topic)
end

local function wake(key, topic)
  local waiting = redis.call('HGETALL', key)
  if #waiting == 0 then return end
  redis.call('DEL', key)
  local tag = tag_of(key)
  for i = 1, #waiting, 2 do
    if tonumber(waiting[i + 1]) >= now then
      hint(tag, waiting[i], topic)
    end
  end
end
