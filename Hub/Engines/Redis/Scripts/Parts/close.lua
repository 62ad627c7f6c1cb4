-- Removes the session and ends its jobs; answers those that ran. A private log outlives its session for a while, so
-- that whoever waits for it still gets its end.
local function session_remove()
  local bytes = tonumber(redis.call('ZSCORE', tag .. 'logs', sid) or 0)
  if bytes ~= 0 then
    redis.call('DECRBY', tag .. 'bytes', bytes)
  end
  redis.call('ZREM', tag .. 'logs', sid)
  redis.call('ZREM', tag .. 'due', sid)
  redis.call('UNLINK', me, me .. ':log', me .. ':c', me .. ':j')
  wake(me .. ':w', sid)
end

local function session_close()
  local ran = {}
  for _, id in ipairs(redis.call('SMEMBERS', me .. ':j')) do
    local job = job_load(id)
    if job then
      if not has_ended(job) then
        ran[#ran + 1] = job_state(job)
        if job.private then
          local log = log_open(job.key)
          log_add(log, id, 'status', '{"jobId":' .. id .. ',"statusCode":0,"type":"status"}')
          log_close(log)
        end
        job_end(job)
      end
      if job.private then
        redis.call('PEXPIRE', job.key, terms.ended)
        redis.call('PEXPIRE', job.key .. ':log', terms.ended)
      else
        redis.call('UNLINK', job.key)
      end
    end
  end
  session_remove()
  return ran
end
