# Sourced by run.sh and test.sh: what a fresh machine may lack. Uses apt-get where it is there, and says what to
# install where it is not.

# need COMMAND PACKAGE: installs PACKAGE when COMMAND is missing.
need() {
  command -v "$1" >/dev/null 2>&1 && return 0
  if ! command -v apt-get >/dev/null 2>&1; then
    echo "$1 is missing: install it (Debian's package is $2) and run this again." >&2
    return 1
  fi
  local sudo=
  if [ "$(id -u)" != 0 ]; then
    sudo=sudo
    command -v sudo >/dev/null 2>&1 || { echo "$1 is missing: run 'apt-get install $2' as root, then this again." >&2; return 1; }
  fi
  echo "Installing $2…" >&2
  { $sudo apt-get update -qq && DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq --no-install-recommends "$2"; } >&2
}

need_dotnet() {
  # Not a pipe into grep -q: under pipefail that may fail by its own success.
  if ! command -v dotnet >/dev/null 2>&1 || ! grep -q '^1[0-9]\.' <<<"$(dotnet --list-sdks 2>/dev/null)"; then
    echo "The .NET 10 SDK is missing: https://dotnet.microsoft.com/download" >&2
    return 1
  fi
}

# quietly LOG COMMAND...: shows the output only when the command fails.
quietly() {
  local log=$1
  shift
  mkdir -p "$(dirname "$log")"
  if ! "$@" >"$log" 2>&1; then
    tail -n 40 "$log" >&2
    echo "failed: $* (the whole output is in $log)" >&2
    return 1
  fi
}
