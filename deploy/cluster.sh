#!/usr/bin/env bash
# A whole cluster on this machine: Redis, three hub nodes behind a balancer that takes them in turn (nginx), two agents
# and a program for each. Ctrl-C ends all of it.
#   deploy/cluster.sh [--role both|hub] [--port PORT] [--rate CALLS] [--kill-demo] [--no-build]
#     --role       both (default): each node keeps sessions too; hub: three Arthas.Silo processes keep them
#     --port       where the balancer listens; default 8563; 0: any free port
#     --rate       calls a second of the program that counts; default 1000
#     --kill-demo  kills, stops and restarts node after node, and Redis, while that program is watched; prints what was lost, and ends
#     --no-build   takes what was built before
set -euo pipefail

# A script's background jobs, and what they start, have Ctrl-C ignored, and no shell can take that back for itself.
if [ $((0x$(sed -n 's/^SigIgn:\s*//p' "/proc/$$/status") & 2)) != 0 ]; then
  exec env --default-signal=INT,QUIT bash "${BASH_SOURCE[0]}" "$@"
fi

cd "$(dirname "${BASH_SOURCE[0]}")/.."
. deploy/tools.sh
. deploy/cluster/processes.sh
. deploy/cluster/balancer.sh
. deploy/cluster/kill-demo.sh

role=both port=8563 rate=1000 demo= build=1
while [ $# != 0 ]; do
  case $1 in
    --role|--port|--rate)
      [ $# != 1 ] || fail "$1 needs a value: see --help"
      declare "${1#--}=$2"
      shift
      ;;
    --kill-demo) demo=1 ;;
    --no-build) build= ;;
    --help|-h) sed -n '2,/^set /s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" && exit ;;
    *) fail "$1 is no option: see --help" ;;
  esac
  shift
done
[[ $role =~ ^(both|hub)$ ]] || fail "--role is both or hub, not '$role'"
[[ $port =~ ^[0-9]{1,5}$ && $port -le 65535 ]] || fail "--port is a port, not '$port'"
[[ $rate =~ ^[1-9][0-9]{0,5}$ ]] || fail "--rate is a number of calls a second, not '$rate'"

PATH=$PATH:/usr/sbin
need redis-server redis-server
need nginx nginx
need curl curl

configuration=${CONFIGURATION:-release}
if [ -n "$build" ]; then
  need_dotnet
  # Without a compiler the build says what will not work, and goes on.
  command -v clang++ >/dev/null 2>&1 || need g++ g++ || true
  echo "Building…" >&2
  for project in Hub/Hub Silo/Silo Agent/Agent tests/Targets/MathGame/MathGame tests/Targets/Counter/Counter; do
    quietly "artifacts/log/build-$(basename "$project").txt" dotnet build -c "$configuration" "$project.csproj" -nologo -v q
  done
fi

built() { echo "artifacts/bin/$1/$configuration/$2"; }

begin
[ "$port" != 0 ] || port=$(free_port)
! is_taken "$port" || fail "port $port is taken: name another with --port"
redis=$(free_port)
for n in 1 2 3; do nodes[n]=$(free_port); done
# By the environment: a command line is everybody's to read.
Agent__Token=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
export Agent__Token

redis() {
  : >"$dir/redis.log"
  start redis redis-server --port "$redis" --bind 127.0.0.1 --dir "$dir" --save '' --appendonly yes --appendfsync always
  until_said redis 'Ready to accept connections'
}

redis
start MathGame "$(built MathGame MathGame)"
start Counter "$(built Counter Counter)" --rate "$rate"

node() {
  [ $role = both ] || start "silo$1" "$(built Silo Arthas.Silo)" --Cluster:Redis "127.0.0.1:$redis"
  start "node$1" "$(built Hub Arthas.Hub)" --urls "http://127.0.0.1:${nodes[$1]}" --Cluster:Redis "127.0.0.1:$redis" --Silo:Role $role \
    --Agent:Embedded false --Hub:Target "pid=${pids[MathGame]}"
}

for n in 1 2 3; do node $n; done
for n in 1 2 3; do until_answers "node$n" "http://127.0.0.1:${nodes[n]}/health/ready"; done

hubs="http://127.0.0.1:${nodes[1]},http://127.0.0.1:${nodes[2]},http://127.0.0.1:${nodes[3]}"
start web01 "$(built Agent Arthas.Agent)" --Agent:Hub "$hubs" --Agent:Name web01 --Agent:Apps MathGame
start web02 "$(built Agent Arthas.Agent)" --Agent:Hub "$hubs" --Agent:Name web02 --Agent:Apps Counter
balance
until_listed "${pids[MathGame]}"
until_listed "${pids[Counter]}"

if [ -n "$demo" ]; then
  kill_demo
  exit
fi

math=$(target "${pids[MathGame]}") counter=$(target "${pids[Counter]}")
cat <<END
Arthas.Orleans: 3 nodes on http://127.0.0.1:$port$([ $role = both ] || echo ", and 3 silos")
  page     http://127.0.0.1:$port/ui/
  nodes    $(for n in 1 2 3; do printf 'http://127.0.0.1:%s (pid %s)  ' "${nodes[n]}" "${pids[node$n]}"; done)
  targets  $math (agent web01), $counter (agent web02)
  orleans  http://127.0.0.1:$port/orleans/
  redis    127.0.0.1:$redis
  logs     $dir

Each request goes to the next node. What there is to diagnose, and a command on one of it:
  curl -Ss http://127.0.0.1:$port/api/v1/targets
  curl -Ss -XPOST http://127.0.0.1:$port/api -d '{"action":"exec","command":"watch demo.MathGame primeFactors \"{params, returnObj, throwExp}\" -n 2"}'
  curl -Ss -XPOST http://127.0.0.1:$port/proxy/$counter/api -d '{"action":"exec","command":"watch demo.Counter next params[0] -n 3"}'
Make a session on one node, run in it on another, read from the third; then kill any of them and read on:
  curl -Ss -XPOST http://127.0.0.1:${nodes[1]}/api -d '{"action":"init_session"}'
  curl -Ss -XPOST http://127.0.0.1:${nodes[2]}/api -d '{"action":"async_exec","command":"watch demo.MathGame primeFactors","sessionId":"SESSION"}'
  curl -Ss -XPOST http://127.0.0.1:${nodes[3]}/api -d '{"action":"pull_results","sessionId":"SESSION","consumerId":"CONSUMER"}'
  kill -9 ${pids[node1]}
deploy/cluster.sh --kill-demo kills, stops and restarts them in turn, and Redis, under a watch, and counts what is lost.

Ctrl-C ends all of it.
END
watch_processes
