#!/bin/sh
# Write the lock files again: every platform, with hashes, without the address of any index. The tests' file first, as
# it holds all; the others get the same versions. `make lock` keeps what is locked where it still fits; to move on,
# `make lock UPGRADE=1`.
set -eu
cd "$(dirname "$0")/.."
if ! uv --version >/dev/null 2>&1; then
  sh make/install.sh demo
  .venv/bin/python -m pip install --quiet --disable-pip-version-check "uv>=0.9"
  uv() { .venv/bin/python -m uv "$@"; }
fi

compile() {
  uv pip compile --quiet --universal --generate-hashes --no-annotate --no-header --python-version 3.11 \
    ${UPGRADE:+--upgrade} pyproject.toml "$@"
}

compile --group test -o requirements-test.txt
compile --group embedded -c requirements-test.txt -o requirements-demo.txt
compile -c requirements-test.txt -o requirements.txt
if grep -n '://' requirements*.txt; then
  echo "The lock files must not name addresses." >&2
  exit 1
fi
