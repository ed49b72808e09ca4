#!/bin/sh
# Make .venv and install requirements-$1.txt into it ($1 is demo or test). Does nothing when nothing changed.
set -eu
cd "$(dirname "$0")/.."
wanted=$1
lock=requirements-$wanted.txt
here=.venv/bin/python

is_new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; }

find_python() {
  for candidate in ${PYTHON:+"$PYTHON"} python3.11 python3.12 python3.13 python3.14 python3 python; do
    if is_new_enough "$candidate"; then echo "$candidate"; return; fi
  done
  echo "Python 3.11 or newer is needed, and was not found. Install it, or name it: make $wanted PYTHON=/path/to/python3" >&2
  return 1
}

has_uv() { uv --version >/dev/null 2>&1; }

if [ -x $here ] && is_new_enough $here && cmp -s "$lock" ".venv/installed-$wanted.txt"; then exit 0; fi

if ! is_new_enough $here || ! { has_uv || $here -m pip --version >/dev/null 2>&1; }; then
  python=$(find_python)
  echo "Making .venv with $("$python" --version) …"
  "$python" -m venv --clear .venv || { has_uv && uv venv --quiet --clear --python "$python" .venv; }
fi
echo "Installing $lock …"
rm -f .venv/installed-*.txt
if ! { has_uv && uv pip install --quiet --compile-bytecode --python $here --require-hashes -r "$lock"; }; then
  $here -m pip install --quiet --disable-pip-version-check --require-hashes -r "$lock"
fi
cp "$lock" ".venv/installed-$wanted.txt"
if [ "$wanted" = test ]; then cp requirements-demo.txt .venv/installed-demo.txt; fi # the tests' lock holds the demo's
