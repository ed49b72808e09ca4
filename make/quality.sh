#!/bin/sh
# What CI checks, in its order, stopping at the first failure: make/quality.sh all|checks|lint|types|unit|journeys
set -eu
cd "$(dirname "$0")/.."
python=.venv/bin/python
unset DJANGO_SETTINGS_MODULE DATABASE_URL SECRET_KEY ALLOWED_HOSTS PGHOST PGPORT PGUSER PGPASSWORD PGDATABASE PGSERVICE PGOPTIONS
QUIET_DATABASE="ignore:Got an error checking a consistent migration history:RuntimeWarning" # there is none here
# used without an import: named in settings or on a command line, or a part of another package
LOADED_BY_NAME="django-htmx|django-template-partials|django-permissions-policy|whitenoise|granian|redis|font-manrope|manimgx-fonts|noto-cjk-sans-jp-regular|tzdata"

step() {
  printf '\n== %s\n' "$*"
  "$@"
}

lint() {
  step $python -m ruff check .
  step $python -m ruff format --check .
  step $python -m djlint templates --lint --quiet
}

types() {
  step $python -m mypy
  step $python -c 'from importlinter.cli import lint_imports_command; lint_imports_command()'
  step $python -m deptry . --per-rule-ignores "DEP002=$LOADED_BY_NAME,DEP004=psutil|playwright"
}

django() {
  as_tests="env DJANGO_SETTINGS_MODULE=wellschool.settings.test"
  step $as_tests $python -W error -W "$QUIET_DATABASE" manage.py makemigrations --check --dry-run
  step $as_tests $python -W error manage.py check --fail-level WARNING
  step sh deploy/with-dummy-settings.sh $python -W error manage.py check --deploy --fail-level WARNING
}

# three processes on two cores, as many of these tests wait for servers that they start
unit() { step $python -m pytest -n 3 --dist worksteal --ignore tests/journeys "$@"; }

journeys() {
  if [ -d tests/journeys ]; then step $python -m pytest -n 2 --dist worksteal tests/journeys "$@"; fi
}

# types beside lint and migrations; what it says is kept apart until then, and shown if it fails too
checks() {
  said=$(mktemp)
  trap 'rm -f "$said"' EXIT
  types >"$said" 2>&1 &
  lint
  django
  typed=0
  wait $! || typed=$?
  cat "$said"
  if [ $typed != 0 ]; then exit $typed; fi
}

all() {
  checks
  unit
  journeys
  printf '\nEverything is as it should be.\n'
}

"$@"
