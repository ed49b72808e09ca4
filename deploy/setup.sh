#!/bin/sh
# Once for each release, before web and worker start: roles, tables, framework. Running it again changes nothing.
set -eu
python -m wellschool.database.bootstrap
python manage.py migrate --verbosity 1
python manage.py load_framework fixtures/frameworks
