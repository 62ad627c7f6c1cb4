-- A consumer is one field of me:c: where it stands, when it last pulled, which of its pulls counts, until when that is
-- parked on which node, and its preamble as places in the log (0: none).
local function consumer_read(id, text)
  local w = {}
  for word in string.gmatch(text, '%S+') do w[#w + 1] = word end
  return {
    id = id,
    position = tonumber(w[1]),
    pulled = tonumber(w[2]),
    turn = tonumber(w[3]),
    parked = tonumber(w[4]),
    node = w[5],
    from = tonumber(w[6]),
    at = tonumber(w[7]),
    count = tonumber(w[8]),
    input = w[9],
  }
end

local function consumer_load(id)
  local text = redis.call('HGET', me .. ':c', id)
  return text and consumer_read(id, text)
end

local function consumer_save(c)
  redis.call('HSET', me .. ':c', c.id, string.format('%d %d %d %d %s %d %d %d %s',
    c.position, c.pulled, c.turn, c.parked, c.node, c.from, c.at, c.count, c.input))
end

local function consumer_new(id)
  return { id = id, position = 0, pulled = now, turn = 0, parked = 0, node = '-', from = 0, at = 0, count = 0, input = '-' }
end

local function is_parked(c)
  return c.parked > now
end

-- Has lost results or is about to, and has not pulled for so long that it will not read them.
local function is_deaf(c, log)
  return not is_parked(c) and now - c.pulled >= terms.unheard
    and (c.position + 1 < log.first
      or (log_nearly_full(log) and c.position + 1 < log.first + math.floor(log_count(log) / 10)))
end

-- Everything that let the session's log grow ends here: who waits looks again, and a job nobody hears becomes due.
local function grown(s, log)
  wake(me .. ':w', sid)
  if s.foreground and not s.private and (log.first > 1 or log_nearly_full(log)) and redis.call('HLEN', me .. ':c') > 0 then
    due_at_most(s.heard + terms.unheard)
  end
end
