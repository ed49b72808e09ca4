"""Everything from the environment; refuses to start when something is missing or unsafe. See docs/operations."""

import os
import ssl
from urllib.parse import urlsplit

from django.http.request import validate_host

from wellschool.settings.base import *  # noqa: F403
from wellschool.settings.environment import Environment, pooled

_env = Environment()

SECRET_KEY = _env.need("SECRET_KEY", "it signs sessions.", shortest=50)
SECRET_KEY_FALLBACKS = [k for k in _env.get("SECRET_KEY_FALLBACKS").split(",") if k]
ISOLATION_KEY = _env.need("ISOLATION_KEY", "it signs who is acting, for the database.", shortest=50).encode()
ALLOWED_HOSTS = _env.names("ALLOWED_HOSTS", "the host names of this site.")
if "*" in ALLOWED_HOSTS:
    _env.problems.append("ALLOWED_HOSTS must name the hosts, not *.")
CSRF_TRUSTED_ORIGINS = [f"https://{host.lstrip('.')}" for host in ALLOWED_HOSTS]
if SECRET_KEY and SECRET_KEY.encode() == ISOLATION_KEY:
    _env.problems.append("SECRET_KEY and ISOLATION_KEY must differ: each is changed without the other.")

_second = _env.need("SECOND_FACTOR_KEY", "the keys of second factors are stored encrypted with it.", shortest=50)
SECOND_FACTOR_KEYS = [k.encode() for k in (_second, *_env.get("SECOND_FACTOR_KEY_FALLBACKS").split(",")) if k]
if _second and _second.encode() in (SECRET_KEY.encode(), ISOLATION_KEY):
    _env.problems.append("SECOND_FACTOR_KEY must differ from SECRET_KEY and ISOLATION_KEY.")

_database = _env.database("DATABASE_URL", "postgresql://wellschool_web:…@host/wellschool")
if _database["USER"] == "wellschool_web":
    _database = pooled(_database, _env.number("DATABASE_POOL_SIZE", 8))
DATABASES = {"default": _database}

_redis = _env.need("REDIS_URL", "redis://… or rediss://…, for limits and tasks.")
CACHES = {"default": {"BACKEND": "wellschool.cache.Cache", "LOCATION": _redis}}
CELERY_BROKER_URL = _redis
if _redis.startswith("rediss:"):
    CELERY_BROKER_USE_SSL = {"ssl_cert_reqs": ssl.CERT_REQUIRED}
elif _redis and not _redis.startswith(("redis:", "unix:")):
    _env.problems.append("REDIS_URL must begin with redis:// or rediss://.")

EMAIL_HOST = _env.need("EMAIL_HOST", "the mail server.")
EMAIL_PORT = _env.number("EMAIL_PORT", 587)
EMAIL_HOST_USER = _env.get("EMAIL_HOST_USER")
EMAIL_HOST_PASSWORD = _env.get("EMAIL_HOST_PASSWORD")
EMAIL_USE_TLS = EMAIL_PORT == 587
EMAIL_USE_SSL = EMAIL_PORT == 465
DEFAULT_FROM_EMAIL = _env.need("DEFAULT_FROM_EMAIL", "the sender's address.")
OPERATOR_NAME = _env.need("OPERATOR_NAME", "who runs the service, as the privacy page and the terms name it.")
OPERATOR_CONTACT = _env.need("OPERATOR_CONTACT", "the address for questions on data protection.")
SITE_URL = _env.need("SITE_URL", "https://… as in emails.").rstrip("/")
if SITE_URL and not SITE_URL.startswith("https://"):
    _env.problems.append("SITE_URL must begin with https://.")
elif SITE_URL and not validate_host(urlsplit(SITE_URL).hostname or "", ALLOWED_HOSTS):
    _env.problems.append("SITE_URL is of none of the hosts in ALLOWED_HOSTS: links in emails would lead nowhere.")

ALLAUTH_TRUSTED_PROXY_COUNT = _env.number("TRUSTED_PROXY_COUNT", 1)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = [r"^health/$", r"^ready/$"]
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-session"
CSRF_COOKIE_NAME = "__Host-csrf"

if os.environ.get("WELLSCHOOL_DEMO"):
    _env.problems.append("WELLSCHOOL_DEMO is set: the demo signs anybody in as anybody, so production refuses it.")
_env.refuse_if_wrong()
