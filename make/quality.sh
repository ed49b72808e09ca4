#!/bin/sh
# What CI checks, in its order, stopping at the first failure: make/quality.sh all|checks|lint|types|unit|journeys;
# and what is run now and then: check|fix|docs|prove
set -eu
cd "$(dirname "$0")/.."
python=.venv/bin/python
unset DJANGO_SETTINGS_MODULE DATABASE_URL SECRET_KEY ALLOWED_HOSTS PGHOST PGPORT PGUSER PGPASSWORD PGDATABASE PGSERVICE PGOPTIONS
unset PYTHONDONTWRITEBYTECODE # tests start many processes, each of which would compile our own modules anew
QUIET_DATABASE="ignore:Got an error checking a consistent migration history:RuntimeWarning" # there is none here
# used without an import: named in settings or on a command line, or a part of another package
LOADED_BY_NAME="django-htmx|django-template-partials|django-permissions-policy|whitenoise|granian|redis|font-manrope|manimgx-fonts|noto-cjk-sans-jp-regular|tzdata"
AN_EXTRA=psycopg_pool # of psycopg[pool]

as_tests="env DJANGO_SETTINGS_MODULE=wellschool.settings.test"

step() {
  printf '\n== %s\n' "$*"
  "$@"
}

lint() {
  step $python -m ruff check .
  step $python -m ruff format --check .
  templates templates
}

templates() { step $python -m djlint "$@" --lint --quiet; }

types() {
  step $python -m mypy
  step $python -c 'from importlinter.cli import lint_imports_command; lint_imports_command()'
  step $python -m deptry . --per-rule-ignores "DEP002=$LOADED_BY_NAME,DEP003=$AN_EXTRA,DEP004=psutil|playwright|grimp|packaging|pytest"
}

django() {
  step $as_tests $python -W error -W "$QUIET_DATABASE" manage.py makemigrations --check --dry-run
  step $as_tests $python -W error manage.py check --fail-level WARNING
  step sh deploy/with-dummy-settings.sh $python -W error manage.py check --deploy --fail-level WARNING
}

# three processes on two cores, as many of these tests wait for servers that they start
unit() { step $python -m pytest -n 3 --dist worksteal --ignore tests/journeys "$@"; }

journeys() {
  if [ -d tests/journeys ]; then step $python -m pytest -n 2 --dist worksteal tests/journeys "$@"; fi
}

# what a change touches, in about a minute
check() { exec $python -m make.check "$@"; }

# what ruff mends by itself, in these files or in all; templates are only looked at, as djLint would lay all out anew
fix() {
  if [ $# = 0 ]; then set -- .; fi
  step $python -m ruff check --force-exclude --fix "$@"
  step $python -m ruff format --force-exclude "$@"
}

# what is written from code: pages, style sheets, rooms, and the database as its migrations make it
docs() {
  step $as_tests $python manage.py write_tokens
  step $as_tests $python manage.py write_docs
  step $python -m make.rooms
  step env WRITE_DOCS=1 $python -m pytest -q tests/isolation/test_rules.py -k docs_show_what_a_fresh_database_has
}

# the proofs of which `unit` runs a part while nothing has changed that they depend on; then the record says so
prove() {
  step env PROVE=1 $python -m pytest -n 2 tests/isolation/test_mutation_gate.py tests/isolation/releases/test_attack.py
  step $python -m tests.isolation.proving
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
