"""The web server's entry. Refuses to serve when the database role could bypass isolation."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wellschool.settings.production")
django_application = get_wsgi_application()

from accounts.bodies import whole_bodies  # noqa: E402 after django.setup()
from wellschool.database.safety import refuse_unsafe_database  # noqa: E402
from wellschool.gate import gated  # noqa: E402

refuse_unsafe_database()
gc.freeze()  # what is loaded by now stays: looking for rubbish in it is a pause in somebody's answer, now and then
application = gated(whole_bodies(django_application))
