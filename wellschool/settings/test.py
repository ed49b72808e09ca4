"""Tests: real PostgreSQL and Valkey, started by `tests/cluster.py`. Tests act as the web role."""

import os

from wellschool.settings.base import *  # noqa: F403
from wellschool.settings.environment import database

SECRET_KEY = "tests-only-" + "x" * 50
ISOLATION_KEY = b"tests-only-isolation-" + b"x" * 50
SECOND_FACTOR_KEYS = [b"tests-only-second-factor-" + b"x" * 50]
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]

_role = os.environ.get("DB_ROLE", "test")  # or migrate, worker: by their real logins
DATABASES = {
    "default": database(
        host=os.environ.get("DB_HOST", "/nowhere"),
        user=f"wellschool_{_role}",
        name=os.environ.get("DB_NAME", "wellschool_template"),
    )
}
if _role == "test":
    DATABASES["default"]["ENGINE"] = "wellschool.database.testing"
    DATABASES["default"]["OPTIONS"]["assume_role"] = "wellschool_web"
    DATABASES["default"]["TEST"] = {"TEMPLATE": "wellschool_template", "SERIALIZE": False}
    DATABASES["default"]["CONN_MAX_AGE"] = None

_nth = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))  # each process counts sign-ins apart
CACHES = {
    "default": {
        "BACKEND": "wellschool.cache.Cache",
        "LOCATION": os.environ.get("CACHE_URL", "unix:///nowhere?db=1").replace("db=1", f"db={1 + _nth % 7}"),
    }
}
CELERY_BROKER_URL = os.environ.get("BROKER_URL", "redis+socket:///nowhere")
EMAIL_FILE_PATH = os.environ.get("MAIL_FOLDER", "")  # where a worker's mail goes, for a test to read
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
if EMAIL_FILE_PATH:
    EMAIL_BACKEND = "wellschool.demo.mail.EmailBackend"
SITE_URL = "http://testserver"
GALLERY = True
MIDDLEWARE = [m for m in MIDDLEWARE if not m.startswith("whitenoise")]  # noqa: F405 nothing is collected in tests
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
SESSION_COOKIE_NAME = "wellschool_session"
CSRF_COOKIE_NAME = "wellschool_csrf"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
