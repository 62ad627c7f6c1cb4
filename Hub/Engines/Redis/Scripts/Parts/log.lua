-- A log is a stream with an entry <seq>-0 for each result (its job, its type, its bytes); its ends and its size stand
-- in the hash beside it, a session's or a job's. It keeps the newest within its bounds, so that what was dropped can be
-- counted by anybody who knows where it stood.
local total = -1

local function log_open(meta)
  local f = redis.call('HMGET', meta, 'first', 'last', 'bytes')
  local bytes = tonumber(f[3] or 0)
  return {
    meta = meta,
    key = meta .. ':log',
    first = tonumber(f[1] or 1),
    last = tonumber(f[2] or 0),
    bytes = bytes,
    before = bytes,
    empty = not f[1],
  }
end

local function log_add(log, job, type, json)
  log.last = log.last + 1
  redis.call('XADD', log.key, string.format('%d-0', log.last), 'j', job, 't', type, 'd', json)
  log.bytes = log.bytes + #json
end

local function log_count(log)
  return log.last - log.first + 1
end

-- Within a tenth of a bound: who has not read the oldest tenth is about to lose it.
local function log_nearly_full(log)
  return log_count(log) >= terms.results / 10 * 9 or log.bytes >= terms.bytes / 10 * 9
end

-- Drops the oldest while `over` says so.
local function log_drop(log, over)
  local first = log.first
  while over(log) do
    local ask = math.max(1, math.min(64, log_count(log) - terms.results))
    local rows = redis.call('XRANGE', log.key, string.format('%d-0', log.first), '+', 'COUNT', ask)
    if #rows == 0 then break end
    for _, row in ipairs(rows) do
      if not over(log) then break end
      log.bytes = log.bytes - #row[2][6]
      log.first = log.first + 1
    end
  end
  if log.first > first then
    redis.call('XTRIM', log.key, 'MINID', string.format('%d-0', log.first))
  end
end

local function over_its_bounds(log)
  local count = log_count(log)
  return count > terms.results or (log.bytes > terms.bytes and count > 1)
end

-- To be called once after all changes of a log.
local function log_close(log)
  log_drop(log, over_its_bounds)
  redis.call('HSET', log.meta, 'first', log.first, 'last', log.last, 'bytes', log.bytes)
  if log.empty and log.last > 0 then
    redis.call('PEXPIREAT', log.key, redis.call('HGET', me, 'expires'))
  end
  local grown = log.bytes - log.before
  if grown ~= 0 then
    redis.call('ZINCRBY', tag .. 'logs', grown, sid)
    total = redis.call('INCRBY', tag .. 'bytes', grown)
  end
end

-- Appends (job, type, json) of the results from..to to `out` while there is room; answers the last that was passed.
local function log_read(log, from, to, out, room, passes)
  local at = from
  while at <= to do
    local average = math.max(1, log.bytes / math.max(1, log_count(log)))
    local ask = math.max(1, math.min(room.results, math.ceil(room.bytes / average), 1000))
    local rows = redis.call('XRANGE', log.key, string.format('%d-0', at), string.format('%d-0', to), 'COUNT', ask)
    if #rows == 0 then break end
    for _, row in ipairs(rows) do
      local fields = row[2]
      if not (passes and passes(fields[4])) then
        if room.taken > 0 and (room.results < 1 or room.bytes < #fields[6]) then
          return at - 1, false
        end
        out[#out + 1], out[#out + 2], out[#out + 3] = fields[2], fields[4], fields[6]
        room.taken, room.results, room.bytes = room.taken + 1, room.results - 1, room.bytes - #fields[6]
      end
      at = at + 1
    end
  end
  return at - 1, true
end
