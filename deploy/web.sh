#!/bin/sh
# The web server. It loads the product once before it listens, so that a refusal to start ends it, with the reason.
set -eu
python -c 'import wellschool.wsgi'
exec python -m granian --interface wsgi --host 0.0.0.0 --port "${PORT:-8000}" \
  --workers "${WEB_WORKERS:-2}" --blocking-threads "${WEB_THREADS:-4}" --respawn-failed-workers \
  --no-ws --log-level warning wellschool.wsgi:application
