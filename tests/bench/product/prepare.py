"""Tables, the framework and people at YST, as `wellschool_migrate`: `python -m tests.bench.product.prepare`."""

import django

django.setup()

from django.core.management import call_command  # noqa: E402

from accounts.models import YstRole  # noqa: E402
from accounts.operations import add_yst_person  # noqa: E402
from tests.bench.product.requests import ADVISOR, MANAGER  # noqa: E402
from tests.builders import NOON  # noqa: E402
from wellschool.services.demo import FRAMEWORK  # noqa: E402

if __name__ == "__main__":
    call_command("migrate", verbosity=0)
    call_command("load_framework", FRAMEWORK, verbosity=0)
    add_yst_person(email=MANAGER, name="Max Hill", role=YstRole.MANAGER, at=NOON)
    add_yst_person(email=ADVISOR, name="Vi Asante", role=YstRole.ADVISOR, at=NOON)
