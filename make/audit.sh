#!/bin/sh
# Ask a public list of known vulnerabilities about what the image installs. pip-audit gets an environment of its own, as
# what it needs must not move what is locked. Ends with 0 if nothing is known, 1 if something is, 3 if it could not ask.
set -eu
cd "$(dirname "$0")/.."
sh make/install.sh test
wanted=$(.venv/bin/python -m make.audit --wanted)
tool=.venv-audit/bin/python
if [ ! -x $tool ] || [ "$(cat .venv-audit/installed.txt 2>/dev/null)" != "$wanted" ]; then
  echo "Installing $wanted into .venv-audit …"
  .venv/bin/python -m venv --clear .venv-audit || { echo "No environment for pip-audit could be made." >&2; exit 3; }
  # shellcheck disable=SC2086 # several requirements
  $tool -m pip install --quiet --disable-pip-version-check $wanted || { echo "pip-audit could not be installed." >&2; exit 3; }
  echo "$wanted" >.venv-audit/installed.txt
fi
exec .venv/bin/python -m make.audit "$@"
