-- needs: time wake session log consumer job
-- Drops the oldest results of a session's largest log until so many bytes are free; the newest stays.
-- KEYS: session. ARGV: bytes. Answers what was freed and the bytes of the tag's logs.
enter(KEYS[1])
local s = session_load()
if not s then return { 0, total } end
local largest, owner = log_open(me), nil
for _, id in ipairs(redis.call('SMEMBERS', me .. ':j')) do
  local log = log_open(me .. ':j:' .. id)
  if log_count(log) > 1 and (log.bytes > largest.bytes or log_count(largest) < 2) then
    largest, owner = log, job_load(id)
  end
end
local aim = largest.bytes - tonumber(ARGV[1])
log_drop(largest, function(log) return log_count(log) > 1 and log.bytes > aim end)
log_close(largest)
if owner then job_wake(owner) else grown(s, largest) end
return { largest.before - largest.bytes, total }
