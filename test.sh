#!/usr/bin/env bash
# The whole test suite, on a machine with the .NET SDK and apt. Arguments go to `dotnet test`, such as
#   ./test.sh --filter FullyQualifiedName~Tokenizer
# --soak runs the long fault tests instead, which take minutes each and are in no other run.
# ORLEANS_FEED=DIR adds a folder of packages, for a machine whose package source has no Orleans; its version is used.
# The last line is "N passed, N failed, N skipped".
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
. deploy/tools.sh

filter=()
if [ "${1:-}" = --soak ]; then
  shift
  filter=(-p:RunSettingsFilePath= --filter Category=soak)
fi

need_dotnet
need g++ g++
need curl curl
need json_pp perl
need redis-server redis-server
PATH=$PATH:/usr/sbin need nginx nginx

if [ -n "${ORLEANS_FEED:-}" ]; then
  RestoreAdditionalProjectSources=$(cd "$ORLEANS_FEED" && pwd)
  OrleansVersion=$(ls "$RestoreAdditionalProjectSources" | sed -n 's/^microsoft\.orleans\.server\.\([0-9].*\)\.nupkg$/\1/Ip' | sort -V | tail -n 1)
  [ -n "$OrleansVersion" ] || { echo "$ORLEANS_FEED holds no Microsoft.Orleans.Server package." >&2; exit 1; }
  export RestoreAdditionalProjectSources OrleansVersion
  echo "Orleans $OrleansVersion comes from $ORLEANS_FEED" >&2
fi

results=artifacts/test-results
rm -rf "$results"
dotnet build -c Release Arthas.Orleans.sln -nologo -v q
[ ! -f artifacts/orleans/missing.txt ] || echo "Silo: built WITHOUT the Orleans engine: $(cat artifacts/orleans/missing.txt)"

# One project at a time: the end-to-end tests start many processes, and two cores are all there may be.
status=0
dotnet test Arthas.Orleans.sln -c Release --no-build -nologo -m:1 --logger trx --results-directory "$results" "${filter[@]}" "$@" || status=$?

count() { cat "$results"/*.trx 2>/dev/null | grep -o "<Counters [^>]*" | grep -o " $1=\"[0-9]*\"" | tr -dc '0-9\n' | awk '{ n += $1 } END { print n + 0 }'; }
passed=$(count passed)
failed=$(count failed)
skipped=$(cat "$results"/*.trx 2>/dev/null | grep -o 'outcome="NotExecuted"' | wc -l)
# A project that broke down before its tests could fail counts as one failure.
[ "$status" = 0 ] || [ "$failed" != 0 ] || failed=1
[ "$((passed + failed))" != 0 ] || { echo "No test ran." >&2; status=1; failed=1; }
echo "$passed passed, $failed failed, $skipped skipped"
exit "$status"
