-- needs: time wake session log consumer
-- What a consumer has not seen; when there is nothing and it may wait, the pull is parked on its node.
-- KEYS: session. ARGV: consumer, afterSeq or '', the pull's turn ('' when it begins), wait in ms, node.
-- Answers { outcome, turn, parked, last seq, missed, input status of a preamble, results of the preamble, results }.
enter(KEYS[1])
local OK, NO_SESSION, NO_CONSUMER = 0, 1, 2
local s = session_load()
if not s then return { NO_SESSION } end
local c = consumer_load(ARGV[1])
if not c then return { NO_CONSUMER } end
local log = log_open(me)

if ARGV[3] == '' then
  if ARGV[2] ~= '' then
    c.position = math.max(0, math.min(tonumber(ARGV[2]), log.last))
  end
  -- The newest pull counts: a parked one is told to look, finds that its turn is over and answers empty.
  if is_parked(c) then hint(tag, c.node, sid) end
  c.turn = c.turn + 1
  keep(terms.keep)
elseif tonumber(ARGV[3]) ~= c.turn then
  return { OK, tonumber(ARGV[3]), 0, c.position, 0, '', 0, {} }
end

local wait = tonumber(ARGV[4])
local preamble = c.position == 0 and c.from > 0
if wait > 0 and not preamble and c.position >= log.last then
  c.pulled, c.parked, c.node = now, now + wait, ARGV[5]
  consumer_save(c)
  redis.call('HSET', me, 'access', now, 'heard', math.max(s.heard, c.parked))
  wait_for(me .. ':w', c.node, wait + 1000)
  return { OK, c.turn, 1, c.position, 0, '', 0, {} }
end

c.pulled, c.parked, c.node = now, 0, '-'
consumer_save(c)
redis.call('HSET', me, 'access', now, 'heard', now)
-- An idle lease may have been put off while the consumer was parked.
due_at_most(now + terms.consumer)

local out, room = {}, { taken = 0, results = terms.pull_results, bytes = terms.pull_bytes }
if not preamble then
  local missed = math.max(0, log.first - 1 - c.position)
  local last = log_read(log, c.position + missed + 1, log.last, out, room)
  return { OK, c.turn, 0, last, missed, '', 0, out }
end

local function is_input(type) return type == 'input_status' end
-- What was trimmed of the preamble since it was made is missed: as many as there were less as many as there are.
local missed = 0
local from = math.max(c.from, log.first)
if from > c.from then
  local left = {}
  log_read(log, from, c.at, left, { taken = 0, results = 50, bytes = terms.bytes }, is_input)
  missed = c.count - #left / 3
end
-- DISABLED and the input status are part of the answer.
room.results = room.results - 2
local last, whole = log_read(log, from, c.at, out, room, is_input)
local of_preamble = #out / 3
-- One that is too large for an answer goes on as the log itself does.
if whole then
  local trimmed = math.max(0, log.first - 1 - c.at)
  missed = missed + trimmed
  last = log_read(log, c.at + trimmed + 1, log.last, out, room)
end
return { OK, c.turn, 0, last, missed, c.input, of_preamble, out }
