-- needs: time wake session log consumer
-- The consumer has everything up to a seq; never back.
-- KEYS: session. ARGV: consumer, seq.
enter(KEYS[1])
local c = consumer_load(ARGV[1])
if c then
  local seq = math.min(tonumber(ARGV[2]), log_open(me).last)
  if seq > c.position then
    c.position = seq
    consumer_save(c)
  end
end
return 0
