-- needs: time wake session log consumer
-- A new consumer with its preamble: the places of the last 50 results without input statuses, and the last input status.
-- KEYS: session. ARGV: the consumer's random part.
enter(KEYS[1])
local s = session_load()
if not s or s.once then return false end

local log = log_open(me)
local from, count, input = log.last + 1, 0, nil
local before = log.last
while before >= log.first and (count < 50 or not input) do
  local rows = redis.call('XREVRANGE', log.key, string.format('%d-0', before), '-', 'COUNT', 64)
  if #rows == 0 then break end
  for _, row in ipairs(rows) do
    if row[2][4] == 'input_status' then
      input = input or (string.find(row[2][6], 'ALLOW_INPUT', 1, true) and 'input')
        or (string.find(row[2][6], 'ALLOW_INTERRUPT', 1, true) and 'interrupt') or 'disabled'
    elseif count < 50 then
      from, count = before, count + 1
    end
    before = before - 1
  end
end

local number = redis.call('HINCRBY', me, 'consumers', 1)
local c = consumer_new(ARGV[1] .. '_' .. string.format('%d', number))
c.from, c.at, c.count, c.input = from, log.last, count, input or 'input'
consumer_save(c)
redis.call('HSET', me, 'heard', now)
redis.call('PEXPIREAT', me .. ':c', keep(terms.keep))
due_at_most(now + terms.consumer)
return c.id
