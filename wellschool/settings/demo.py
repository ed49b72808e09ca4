"""The demo on this machine: embedded services on private sockets, made-up people, sign-in by a button.

Only the supervisor (`make demo`) starts it, and only on this machine's loopback address.
"""

import os
from pathlib import Path

from wellschool.settings.base import *  # noqa: F403
from wellschool.settings.environment import ROOT, Environment, database, pooled, problems_for_demo

_env = Environment()
DEMO = True
GALLERY = True
LOCAL = Path(_env.get("WELLSCHOOL_LOCAL", str(ROOT / ".local")))

_env.problems.extend(problems_for_demo(os.environ))
if not os.environ.get("WELLSCHOOL_DEMO"):
    _env.problems.append("the demo is started by make demo.")

_secret = _env.need("WELLSCHOOL_SECRET", "make demo sets it.")
SECRET_KEY = f"demo-session-{_secret}"
ISOLATION_KEY = f"demo-isolation-{_secret}".encode()
SECOND_FACTOR_KEYS = [f"demo-second-factor-{_secret}".encode()]
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]

_role = _env.get("DB_ROLE", "web")
_database = database(
    host=_env.need("DB_HOST", "make demo sets it."), user=f"wellschool_{_role}", name=_env.get("DB_NAME", "wellschool")
)
DATABASES = {"default": pooled(_database, 8) if _role == "web" else _database}
CACHES = {
    "default": {
        "BACKEND": "wellschool.cache.Cache",
        "LOCATION": _env.need("CACHE_URL", "make demo sets it."),
    }
}
CELERY_BROKER_URL = _env.need("BROKER_URL", "make demo sets it.")

EMAIL_BACKEND = "wellschool.demo.mail.EmailBackend"
EMAIL_FILE_PATH = LOCAL / "mail"
OPERATOR_NAME, OPERATOR_CONTACT = "Whoever runs this demonstration", "privacy@wellschool.example"
SITE_URL = _env.get("SITE_URL", "http://localhost:8000")
SESSION_COOKIE_NAME = "wellschool_demo_session"
CSRF_COOKIE_NAME = "wellschool_demo_csrf"
STATIC_ROOT = LOCAL / "static"
SILENCED_SYSTEM_CHECKS = ["security.W004", "security.W008", "security.W012", "security.W016"]  # no TLS on loopback
INSTALLED_APPS += ["wellschool.demo"]  # noqa: F405
TEMPLATES[0]["OPTIONS"]["context_processors"].append("wellschool.demo.people.demo_people")  # type: ignore[index]  # noqa: F405
LOGGING["root"]["level"] = "WARNING"  # type: ignore[index]  # noqa: F405 the terminal says Ready and stays quiet
_env.refuse_if_wrong()
