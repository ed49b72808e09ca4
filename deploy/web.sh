#!/bin/sh
# The web server. It loads the product once before it listens, so that a refusal to start ends it, with the reason.
# WEB_THREADS requests are worked on at once in each process; 64 more threads are there for those that wait for their turn
# or are told to come again: see wellschool/gate.py.
set -eu
python -c 'import wellschool.wsgi'
exec python -m granian --interface wsgi --host 0.0.0.0 --port "${PORT:-8000}" \
  --workers "${WEB_WORKERS:-2}" --blocking-threads "$((${WEB_THREADS:-4} + 64))" --respawn-failed-workers \
  --no-ws --log-level warning wellschool.wsgi:application
