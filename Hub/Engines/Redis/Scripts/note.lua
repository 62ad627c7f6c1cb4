-- needs: time wake session log consumer
-- Results that belong to no running job.
-- KEYS: session. ARGV: (job, type, json) of each result. Answers whether there is such a session, and the bytes of the tag's logs.
enter(KEYS[1])
local s = session_load()
if not s then return { 0, total } end
local log = log_open(me)
for i = 1, #ARGV, 3 do
  log_add(log, ARGV[i], ARGV[i + 1], ARGV[i + 2])
end
log_close(log)
grown(s, log)
return { 1, total }
