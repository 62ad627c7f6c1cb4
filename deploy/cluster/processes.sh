# Sourced by cluster.sh: starts processes that end with it, however it ends, and leave nothing behind.

declare -A pids
declare -a nodes

fail() {
  echo "$*" >&2
  exit 1
}

# begin: a folder for everything that is written, removed at the end.
begin() {
  dir=$(mktemp -d "${TMPDIR:-/tmp}/arthas-cluster-XXXXXX")
  # What runtimes leave in their temporary directory goes with it.
  mkdir "$dir/tmp"
  export TMPDIR=$dir/tmp
  trap 'exit 130' INT
  trap 'exit 143' TERM
  trap 'exit 129' HUP
  trap finish EXIT
}

# start NAME COMMAND...: in a session of its own, so that Ctrl-C comes to this script alone, which ends them in order.
start() {
  local name=$1
  shift
  setpriv --pdeathsig TERM setsid env --default-signal=INT,QUIT "$@" </dev/null >>"$dir/$name.log" 2>&1 &
  pids[$name]=$!
}

is_running() { kill -0 "${pids[$1]}" 2>/dev/null; }

# stop NAME...: politely, and after 10 s not. One that was stopped (SIGSTOP) goes on for it.
stop() {
  local name waited=0
  for name; do
    [ -z "${pids[$name]:-}" ] || kill -TERM "${pids[$name]}" 2>/dev/null || true
    [ -z "${pids[$name]:-}" ] || kill -CONT "${pids[$name]}" 2>/dev/null || true
  done
  for name; do
    [ -n "${pids[$name]:-}" ] || continue
    while is_running "$name"; do
      [ $((waited++)) -lt 100 ] || kill -KILL "${pids[$name]}" 2>/dev/null || true
      sleep 0.1
    done
    # Bash tells of children that ended by a signal, unless somebody waits for them.
    wait "${pids[$name]}" 2>/dev/null || true
    unset "pids[$name]"
  done
}

# What uses another ends before it: agents take their probes out of the programs, nodes let go of Redis.
finish() {
  local status=$?
  trap '' INT TERM HUP
  trap - EXIT
  stop watch pull nginx
  stop web01 web02
  stop node1 node2 node3
  stop silo1 silo2 silo3
  stop MathGame Counter
  stop redis
  rm -rf "$dir"
  exit "$status"
}

is_taken() { grep -qi ":$(printf %04X "$1") [0-9A-F]*:0000 0A" /proc/net/tcp /proc/net/tcp6 2>/dev/null; }

# Below those that the system gives to outgoing connections, so that none takes it meanwhile; no two the same.
free_port() {
  local candidate
  while true; do
    candidate=$((20000 + RANDOM % 12000))
    if ! is_taken $candidate && mkdir "$dir/port-$candidate" 2>/dev/null; then
      echo $candidate
      return
    fi
  done
}

# until NAME COMMAND...: until it succeeds; the process NAME must live, and has a minute.
until_true() {
  local name=$1 tries=0
  shift
  until "$@"; do
    if ! is_running "$name" || [ $((tries++)) -gt 600 ]; then
      cat "$dir/$name.log" >&2
      fail "$name did not get ready."
    fi
    sleep 0.1
  done
}

until_said() { until_true "$1" grep -q "$2" "$dir/$1.log"; }

until_answers() { until_true "$1" curl -fsS -m 2 -o "$dir/answer" "$2" 2>/dev/null; }

# target PID: the id it is listed under, nothing while it is not.
target() {
  curl -sS -m 5 "http://127.0.0.1:$port/api/v1/targets" 2>/dev/null | grep -o "\"id\":\"[^\"]*-$1\"" | cut -d'"' -f4
}

is_listed() { [ -n "$(target "$1")" ]; }

until_listed() { until_true nginx is_listed "$1"; }

# Until Ctrl-C; says when something ends by itself.
watch_processes() {
  local name
  while sleep 1 & wait $!; do
    for name in "${!pids[@]}"; do
      if ! is_running "$name"; then
        echo "$name has ended (pid ${pids[$name]}); its log is $dir/$name.log"
        unset "pids[$name]"
      fi
    done
  done
}
