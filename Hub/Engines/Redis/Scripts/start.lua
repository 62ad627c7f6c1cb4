-- needs: time wake session log consumer job
-- Foreground slot, job record with its deadline, echo and ALLOW_INTERRUPT in the log: all or nothing.
-- KEYS: session. ARGV: job, command, target, agent, time limit in ms, private, background,
-- how many in the background there may be, then the echo (job, type, json).
-- Answers StartOutcome and the bytes of the tag's logs.
enter(KEYS[1])
local STARTED, BUSY, NO_SESSION, TOO_MANY = 0, 1, 2, 3
local s = session_load()
if not s then return { NO_SESSION, total } end
local id = ARGV[1]
if redis.call('EXISTS', me .. ':j:' .. id) == 1 then return { STARTED, total } end

local key, agent, limit = me .. ':j:' .. id, ARGV[4], tonumber(ARGV[5])
local private, background = ARGV[6] == '1', ARGV[7] == '1'
if s.foreground and not background then return { BUSY, total } end
if background and agent ~= '' then
  local others = 0
  for _, job in ipairs(jobs_running()) do
    if job.background and job.agent then others = others + 1 end
  end
  if others >= tonumber(ARGV[8]) then return { TOO_MANY, total } end
end
local expires = keep(limit + terms.keep)
redis.call('HSET', key, 'command', ARGV[2], 'private', ARGV[6], 'background', ARGV[7],
  'status', agent == '' and RUNNING or READY, 'batch', 0, 'started', now, 'deadline', now + limit, 'accept', now + terms.acceptance)
if ARGV[3] ~= '' then redis.call('HSET', key, 'target', ARGV[3]) end
redis.call('SADD', me .. ':j', id)
redis.call('PEXPIREAT', key, expires)
redis.call('PEXPIREAT', me .. ':j', expires)
if agent ~= '' then
  redis.call('HSET', key, 'agent', agent)
  redis.call('SADD', tag .. 'agent:' .. agent, sid .. '/' .. id)
  expire_later(tag .. 'agent:' .. agent, expires)
end

local log = log_open(me)
if ARGV[9] then log_add(log, ARGV[9], ARGV[10], ARGV[11]) end
if not s.foreground then
  -- One in the background has the slot for a moment, for clients that wait for it to be given back.
  log_add(log, 0, 'input_status', terms.allow_interrupt)
  if background then
    log_add(log, 0, 'input_status', terms.allow_input)
  else
    redis.call('HSET', me, 'foreground', id, 'private', ARGV[6])
    s.foreground, s.private = id, private
  end
end
log_close(log)
grown(s, log)
due_at_most(now + ((agent == '' or limit < terms.acceptance) and limit or terms.acceptance))
return { STARTED, total }
