#!/usr/bin/env bash
# Builds what is needed and starts a hub with its local agent and the demo application. Options go to the hub:
#   ./run.sh --urls http://127.0.0.1:9000 --Hub:Password secret
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
. deploy/tools.sh

need_dotnet
# Without a compiler the build says what will not work, and goes on.
command -v clang++ >/dev/null 2>&1 || need g++ g++ || true

echo "Building…" >&2
quietly artifacts/log/build.txt dotnet build -c Release Hub/Hub.csproj -nologo -v q
quietly artifacts/log/build-demo.txt dotnet build -c Release tests/Targets/MathGame/MathGame.csproj -nologo -v q
grep -h 'warning ARTHAS' artifacts/log/build.txt | sort -u >&2 || true

# The hub takes this process's place, so that Ctrl-C reaches it, and it ends its demo.
exec artifacts/bin/Hub/release/Arthas.Hub --demo "$@"
