-- needs: time wake session log consumer job close
-- Takes what is due in the sessions of one tag, so that of all the nodes that ask only one gets each. What its taker
-- does not deal with (it died) is due again after a while.
-- KEYS: <tag>due. Answers whether there is more, the bytes of the tag's logs, and (DueKind, session, job state or nil) of each.
local DEADLINE, NOT_ACCEPTED, UNHEARD, EXPIRED = 0, 1, 2, 3
local taken = {}

local function take(kind, job)
  taken[#taken + 1] = { kind, sid, job or false }
end

-- What came after an end from outside is announced once it has been quiet for a moment; then the job may be forgotten.
-- Answers when to look again.
local function look_at_ended(job, s)
  if job.late > 0 then
    if now - job.last_late < terms.interrupt then return job.last_late + terms.interrupt end
    redis.call('HSET', job.key, 'late', 0)
    if not job.private then
      local log = log_open(me)
      log_add(log, 0, 'message', string.format(
        '{"jobId":0,"message":"%d results of job %s arrived after its end and were dropped.","type":"message"}', job.late, job.id))
      log_close(log)
      grown(s, log)
    end
  end
  if now - job.ended < terms.ended then return job.ended + terms.ended end
  job_forget(job)
  return math.huge
end

local function look()
  local s = session_load()
  if not s then
    session_remove()
    return
  end
  local consumers, parked, heard, deaf = {}, false, 0, true
  local log = log_open(me)
  local fields = redis.call('HGETALL', me .. ':c')
  for i = 1, #fields, 2 do
    local c = consumer_read(fields[i], fields[i + 1])
    heard = math.max(heard, is_parked(c) and now or c.pulled)
    deaf = deaf and is_deaf(c, log)
    consumers[#consumers + 1] = c
  end
  local unheard = s.foreground and not s.private and #consumers > 0 and deaf

  local next = math.huge
  for _, id in ipairs(redis.call('SMEMBERS', me .. ':j')) do
    local job = job_load(id)
    if not job then
      redis.call('SREM', me .. ':j', id)
    elseif has_ended(job) then
      next = math.min(next, look_at_ended(job, s))
    else
      if now >= job.taken then
        local kind = now >= job.deadline and DEADLINE
          or job.status == READY and now >= job.accept and NOT_ACCEPTED
          or id == s.foreground and unheard and UNHEARD
          or nil
        if kind then
          job.taken = now + terms.taken
          redis.call('HSET', job.key, 'taken', job.taken)
          take(kind, job_state(job))
        end
      end
      local due = job.status == READY and math.min(job.accept, job.deadline) or job.deadline
      next = math.min(next, math.max(due, job.taken))
      if id == s.foreground and #consumers > 0 and not s.private and (log.first > 1 or log_nearly_full(log)) then
        -- Already past and still heard: the next result that is appended asks again.
        local again = heard + terms.unheard > now and heard + terms.unheard or job.taken > now and job.taken or math.huge
        next = math.min(next, again)
      end
    end
  end

  for _, c in ipairs(consumers) do
    if is_parked(c) then
      parked = true
      next = math.min(next, c.parked + terms.consumer)
    elseif now - c.pulled >= terms.consumer then
      redis.call('HDEL', me .. ':c', c.id)
    else
      next = math.min(next, c.pulled + terms.consumer)
    end
  end

  if not s.foreground then
    if not parked and now - s.access >= terms.session then
      local ran = session_close()
      for _, job in ipairs(ran) do take(EXPIRED, job) end
      if #ran == 0 then take(EXPIRED) end
      return
    end
    next = math.min(next, math.max(now + 1, s.access + terms.session))
  end
  -- Every session stands here, even one that waits for nothing: it is also the list of sessions.
  redis.call('ZADD', tag .. 'due', next < math.huge and next or now + terms.session, sid)
end

local found = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', now, 'LIMIT', 0, 32)
for _, id in ipairs(found) do
  enter(tag_of(KEYS[1]) .. 's:' .. id)
  look()
end
return { #found == 32 and 1 or 0, tonumber(redis.call('GET', tag_of(KEYS[1]) .. 'bytes') or 0), taken }
