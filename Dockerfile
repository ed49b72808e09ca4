# One image for the web server, the worker, beat and the one-off set-up; docker-compose.yml says who runs what.
FROM python:3.11-slim

ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 HOME=/tmp
RUN apt-get update \
    && apt-get install --yes --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
    && rm -rf /var/lib/apt/lists/*

WORKDIR /srv/wellschool
COPY requirements.txt ./
RUN pip install --no-cache-dir --disable-pip-version-check --require-hashes -r requirements.txt
COPY . ./
RUN sh deploy/with-dummy-settings.sh python manage.py collectstatic --noinput --verbosity 0

RUN useradd --system --uid 10001 --no-create-home wellschool
USER wellschool
EXPOSE 8000
CMD ["sh", "deploy/web.sh"]
