-- needs: time wake session log consumer
-- Makes a session; with a consumer, its log begins with the greeting and ALLOW_INPUT.
-- KEYS: session. ARGV: user, target, one-time, consumer id, form of values, target's start or '', then (job, type, json) of each result of the greeting.
enter(KEYS[1])
if redis.call('EXISTS', me) == 1 then return total end

redis.call('HSET', me, 'created', now, 'access', now, 'heard', now, 'once', ARGV[3], 'values', ARGV[5], 'consumers', 0)
if ARGV[1] ~= '' then redis.call('HSET', me, 'user', ARGV[1]) end
if ARGV[2] ~= '' then redis.call('HSET', me, 'target', ARGV[2]) end
if ARGV[6] ~= '' then redis.call('HSET', me, 'target_start', ARGV[6]) end
local expires = keep(terms.keep)
due_at_most(now + terms.session)
if ARGV[4] ~= '' then
  redis.call('HSET', me, 'consumers', 1)
  consumer_save(consumer_new(ARGV[4]))
  redis.call('PEXPIREAT', me .. ':c', expires)
  due_at_most(now + terms.consumer)
  local log = log_open(me)
  for i = 7, #ARGV, 3 do
    log_add(log, ARGV[i], ARGV[i + 1], ARGV[i + 2])
  end
  log_add(log, 0, 'input_status', terms.allow_input)
  log_close(log)
end
keep_shared(expires)
return total
