-- A job is the hash me:j:<id>; a private one has its own log beside it.
local READY, RUNNING, TERMINATED = 0, 1, 2

local function job_load(id)
  local key = me .. ':j:' .. id
  local f = redis.call('HMGET', key, 'command', 'target', 'agent', 'private', 'background', 'status', 'batch',
    'deadline', 'accept', 'taken', 'ended', 'late', 'latebatch', 'lastlate', 'started')
  if not f[6] then return nil end
  return {
    key = key, id = id, command = f[1], target = f[2], agent = f[3],
    private = f[4] == '1', background = f[5] == '1',
    status = tonumber(f[6]), batch = tonumber(f[7]),
    deadline = tonumber(f[8]), accept = tonumber(f[9]), taken = tonumber(f[10] or 0), ended = tonumber(f[11] or 0),
    late = tonumber(f[12] or 0), late_batch = tonumber(f[13] or 0), last_late = tonumber(f[14] or 0), started = tonumber(f[15] or 0),
  }
end

local function has_ended(job)
  return job.status == TERMINATED
end

-- As RedisJobState reads it.
local function job_state(job)
  return { sid, job.id, job.command, job.target, job.agent, job.private and 1 or 0, job.background and 1 or 0,
    job.status, math.max(job.batch, job.late_batch), job.started, job.deadline }
end

local function jobs_running()
  local running = {}
  for _, id in ipairs(redis.call('SMEMBERS', me .. ':j')) do
    local job = job_load(id)
    if job and not has_ended(job) then running[#running + 1] = job end
  end
  return running
end

-- Topics: one for the private log, one for those who only wait for the end.
local function job_wake(job, ended)
  wake(job.key .. ':w', sid .. '/' .. job.id)
  if ended then
    wake(job.key .. ':e', sid .. '/' .. job.id .. '!')
  end
end

-- What is to become of a batch, as AppendOutcome numbers it; one that is accepted counts from now on.
local ACCEPTED, DUPLICATE, GAP, ENDED, UNKNOWN = 0, 1, 2, 3, 4

-- The batch that is expected next: those that came late count too.
local function job_expected(job)
  return math.max(job.batch, job.late_batch) + 1
end

local function job_take(job, batch, results)
  if batch <= job.batch then return DUPLICATE end
  if has_ended(job) then
    if batch > job.late_batch then
      job.late_batch = batch
      redis.call('HSET', job.key, 'latebatch', batch, 'late', job.late + results, 'lastlate', now)
      due_at_most(now + terms.interrupt)
    end
    return ENDED
  end
  if batch > job.batch + 1 then return GAP end
  job.batch, job.status = batch, RUNNING
  redis.call('HSET', job.key, 'batch', batch, 'status', RUNNING)
  return ACCEPTED
end

local function job_end(job)
  job.status = TERMINATED
  redis.call('HSET', job.key, 'status', TERMINATED, 'ended', now)
  if job.agent then
    redis.call('SREM', tag .. 'agent:' .. job.agent, sid .. '/' .. job.id)
  end
  job_wake(job, true)
end

local function job_forget(job)
  local bytes = tonumber(redis.call('HGET', job.key, 'bytes') or 0)
  if bytes > 0 and redis.call('EXISTS', me) == 1 then
    redis.call('ZINCRBY', tag .. 'logs', -bytes, sid)
    redis.call('DECRBY', tag .. 'bytes', bytes)
  end
  redis.call('SREM', me .. ':j', job.id)
  redis.call('UNLINK', job.key, job.key .. ':log')
  job_wake(job, true)
end

-- As RedisSessionState reads it.
local function session_state()
  local f = redis.call('HMGET', me, 'user', 'target', 'once', 'created', 'access', 'foreground', 'values', 'target_start')
  local job = f[6] and job_load(f[6])
  return { sid, f[1], f[2], f[3], f[4], f[5], redis.call('HLEN', me .. ':c'), job and job_state(job) or false,
    tonumber(f[7] or 0), f[8] }
end
