# Sourced by cluster.sh: one consumer reads what the counting program was called with, through the balancer, while node
# after node is killed and started again. The numbers themselves show what was lost and what came twice.

seq=0

ask() { curl -fsS -m 5 -XPOST "http://127.0.0.1:$port/api" -d "$1" 2>/dev/null; }

# must REQUEST: asks until a node has done it.
must() {
  local reply
  until reply=$(ask "$1") && [[ $reply =~ '"state":"'(SUCCEEDED|SCHEDULED)'"' ]]; do sleep 0.1; done
  echo "$reply"
}

field() { sed -n "s/.*\"$1\":\"\{0,1\}\([^\",}]*\).*/\1/p"; }

# pull: one request, from the last result there is; whatever becomes of it, the next one asks again.
pull() {
  local reply
  reply=$(ask "{\"action\":\"pull_results\",\"sessionId\":\"$session\",\"consumerId\":\"$consumer\",\"afterSeq\":$seq}") || return 1
  [[ $reply == *'"state":"SUCCEEDED"'* ]] || return 1
  seq=$(field lastSeq <<<"$reply")
  grep -o '"missed":[0-9]*' <<<"$reply" | cut -d: -f2 >>"$dir/missed" || true
  grep -o '"value":[0-9]*' <<<"$reply" | cut -d: -f2 >>"$dir/values" || true
  grep -o '"type":"status"' <<<"$reply" >>"$dir/statuses" || true
}

# Runs beside the kills; the milliseconds between two answers are kept.
pull_all() {
  trap 'exit 0' TERM
  local now last=${EPOCHREALTIME/[.,]/}
  until [ -s "$dir/statuses" ]; do
    pull || { sleep 0.05; continue; }
    now=${EPOCHREALTIME/[.,]/}
    echo $(((now - last) / 1000)) >>"$dir/silences"
    last=$now
  done
}

numbers() { wc -l <"$dir/values"; }

# more COUNT: waits for so many further numbers.
more() {
  local wanted=$(($(numbers) + $1)) tries=0
  while [ "$(numbers)" -lt "$wanted" ]; do
    [ $((tries++)) -lt 600 ] || fail "Only $(numbers) results came: see $dir"
    sleep 0.1
  done
}

# The node that the agent of the counting program is linked to.
linked_node() {
  local n at
  at=$(grep -o 'Linked to ws://127.0.0.1:[0-9]*' "$dir/web02.log" | tail -n 1 | grep -o '[0-9]*$')
  for n in 1 2 3; do [ "${nodes[n]}" != "$at" ] || echo $n; done
}

# hurt N SIGNAL: to the node, and to the silo beside it where there is one.
hurt() {
  local name
  for name in "node$1" "silo$1"; do
    [ -n "${pids[$name]:-}" ] || continue
    kill "-$2" "${pids[$name]}" 2>/dev/null || true
    # Bash tells of children that ended by a signal, unless somebody waits for them.
    [ "$2" != KILL ] || wait "${pids[$name]}" 2>/dev/null || true
  done
}

# again N: the node (and its silo) ends, and starts again.
again() {
  stop "node$1" "silo$1"
  node "$1"
  until_answers "node$1" "http://127.0.0.1:${nodes[$1]}/health/ready"
}

silence() { sort -n "$dir/silences" | tail -n 1; }

# after WHAT: once it has gone on, how long nobody was answered.
after() {
  more $((2 * rate))
  echo "  $1: $(numbers) results, longest time without an answer $(silence) ms"
}

kill_demo() {
  : >"$dir/values" >"$dir/silences" >"$dir/missed" >"$dir/statuses"
  echo "Watching demo.Counter.next ($rate calls a second) through http://127.0.0.1:$port"
  local opened n
  opened=$(must "{\"action\":\"init_session\",\"target\":\"pid=${pids[Counter]}\"}")
  session=$(field sessionId <<<"$opened") consumer=$(field consumerId <<<"$opened")
  ask "{\"action\":\"async_exec\",\"command\":\"watch demo.Counter next params[0] -n 1000000000\",\"sessionId\":\"$session\"}" >"$dir/answer"
  pull_all &
  pids[pull]=$!
  more "$rate"

  for n in 1 2 3; do
    : >"$dir/silences"
    hurt $n KILL
    after "kill -9 of node $n$([ "$n" != "$(linked_node)" ] || echo ', which held the link of the agent')"
    again $n
    more "$rate"
  done

  for n in 1 2 3; do
    : >"$dir/silences"
    hurt $n TERM
    after "kill -TERM of node $n"
    again $n
    more "$rate"
  done

  # Longer than its cluster waits for it: when it goes on, it is told that it is dead, and ends.
  n=$(linked_node)
  : >"$dir/silences"
  hurt "$n" STOP
  sleep 15
  after "kill -STOP of node $n for 15 s, which held the link of the agent"
  hurt "$n" CONT
  again "$n"
  more "$rate"

  : >"$dir/silences"
  kill -9 "${pids[redis]}"
  wait "${pids[redis]}" 2>/dev/null || true
  sleep 2
  redis
  after "kill -9 of Redis, back after 2 s"

  must "{\"action\":\"interrupt_job\",\"sessionId\":\"$session\"}" >"$dir/answer"
  wait "${pids[pull]}"
  unset "pids[pull]"
  must "{\"action\":\"close_session\",\"sessionId\":\"$session\"}" >"$dir/answer"
  # Its status says whether nothing was lost, came twice or was missing at the end.
  awk -v statuses="$(wc -l <"$dir/statuses")" -v missed="$(awk '{ n += $1 } END { print n + 0 }' "$dir/missed")" '
    NR > 1 && $1 > last + 1 { lost += $1 - last - 1 }
    NR > 1 && $1 <= last { doubled++ }
    { last = $1 }
    END {
      printf "%d results, %d lost, %d doubled, %d announced as missed, %d status\n", NR, lost, doubled, missed, statuses
      exit !(NR > 0 && lost + doubled + missed == 0 && statuses == 1)
    }' "$dir/values"
}
