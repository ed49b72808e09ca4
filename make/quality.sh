#!/bin/sh
# What CI checks, in its order, stopping at the first failure: make/quality.sh all|lint|types|unit|journeys
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

unit() { step $python -m pytest -n 2 --dist worksteal --ignore tests/journeys "$@"; }

journeys() {
  if [ -d tests/journeys ]; then step $python -m pytest -n 2 --dist worksteal tests/journeys "$@"; fi
}

all() {
  lint
  types
  django
  unit
  journeys
  printf '\nEverything is as it should be.\n'
}

"$@"
