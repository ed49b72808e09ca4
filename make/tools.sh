#!/bin/sh
# The programs that come from the system, not from pip: found, or installed (as root on Debian), or named with the
# command to run. With --only-for-demo it goes on without them, as only PDF reports need one; with --for-bench it
# wants what the bench needs and no browser.
set -eu
cd "$(dirname "$0")/.."
missing=""

on_path() { for name in "$@"; do if command -v "$name" >/dev/null 2>&1; then return 0; fi; done; return 1; }
pango_loads() {
  .venv/bin/python -c '
import ctypes, sys
ending = "{}.0.dylib" if sys.platform == "darwin" else "{}.so.0"
for name in ("pango-1.0", "pangoft2-1.0", "harfbuzz", "harfbuzz-subset"):
    ctypes.CDLL("lib" + ending.format(name))' 2>/dev/null || .venv/bin/python -c 'import weasyprint' >/dev/null 2>&1
}

# tool <Debian's packages> <how it is found>
tool() {
  packages=$1
  shift
  if ! "$@"; then missing="$missing $packages"; fi
}

look() {
  missing=""
  tool "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0" pango_loads
  case ${1:-} in
    --only-for-demo) return ;;
    --for-bench)
      tool wrk on_path wrk
      return
      ;;
  esac
  tool chromium on_path chromium-headless-shell chromium chromium-browser google-chrome
  tool qpdf on_path qpdf
  tool libreoffice-writer-nogui on_path soffice libreoffice
}

look "$@"
if [ -z "$missing" ]; then exit 0; fi
if [ "${1:-}" = --only-for-demo ]; then
  echo "Pango is missing: everything but PDF reports will work. To install it: sudo apt-get install$missing"
  exit 0
fi
if [ "$(id -u)" = 0 ] && on_path apt-get; then
  echo "Installing$missing …"
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq
  # without windows: smaller, and quicker by a sixth; newer releases of Debian have it
  if apt-cache show chromium-headless-shell >/dev/null 2>&1; then
    missing=$(echo "$missing" | sed 's/ chromium / chromium-headless-shell /; s/ chromium$/ chromium-headless-shell/')
  fi
  # shellcheck disable=SC2086 # several packages
  apt-get install -qq --yes --no-install-recommends $missing >/dev/null
  look "$@"
  if [ -z "$missing" ]; then exit 0; fi
fi
echo "Some programs that are needed are missing. On Debian or Ubuntu, run:"
echo "  sudo apt-get install$missing"
echo "Elsewhere, install what these packages hold, and run this again."
exit 1
