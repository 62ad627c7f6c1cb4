#!/usr/bin/env bash
# The whole test suite, on a machine with the .NET SDK and apt. Arguments go to `dotnet test`, such as
#   ./test.sh --filter-class '*Tokenizer*'
# --soak runs the long fault tests instead, which take minutes each and are in no other run.
# The last line is "N passed, N failed, N skipped".
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
. deploy/tools.sh

filter=(--filter-not-trait Category=soak)
if [ "${1:-}" = --soak ]; then
  shift
  filter=(--filter-trait Category=soak)
fi

need_dotnet
need g++ g++
need curl curl
need json_pp perl
need redis-server redis-server
PATH=$PATH:/usr/sbin need nginx nginx

dotnet build -c Release Arthas.Orleans.sln -nologo -v q

# One project at a time: the end-to-end tests start many processes, and two cores are all there may be. A project in
# which the filter finds no test (exit code 8) has not failed.
log=artifacts/log/test.txt
mkdir -p artifacts/log
status=0
dotnet test --solution Arthas.Orleans.sln -c Release --no-build --max-parallel-test-modules 1 --no-progress --no-ansi \
  --ignore-exit-code 8 "${filter[@]}" "$@" 2>&1 | tee "$log" || status=$?

count() { sed -n '/^Test run summary:/,$p' "$log" | sed -n "s/^ *$1: *\([0-9]*\).*/\1/p" | head -n 1; }
passed=$(count succeeded)
failed=$(count failed)
skipped=$(count skipped)
# A project that broke down before its tests could fail counts as one failure.
[ "$status" = 0 ] || [ "${failed:-0}" != 0 ] || failed=1
[ "$((${passed:-0} + ${failed:-0}))" != 0 ] || { echo "No test ran." >&2; status=1; failed=1; }
echo "${passed:-0} passed, ${failed:-0} failed, ${skipped:-0} skipped"
exit "$status"
