"""The web server's entry. Refuses to serve when the database role could bypass isolation."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wellschool.settings.production")
application = get_wsgi_application()

from wellschool.database.safety import refuse_unsafe_database  # noqa: E402 after django.setup()

refuse_unsafe_database()
