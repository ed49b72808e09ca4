"""Load the demo's trusts and people, once."""

import time

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from accounts.models import User
from wellschool.demo.seed import seed
from wellschool.demo.support import support_trusts


class Command(BaseCommand):
    help = "Load the demo's trusts, as wellschool_web. After seed_demo_yst. A second time does nothing."

    def handle(self, *args: object, **options: object) -> None:
        if not settings.DEMO:
            raise CommandError("Only in the demo.")
        if User.objects.filter(is_yst=False).exists():
            self.stdout.write("The demo's trusts are there already.")
            return
        begun = time.monotonic()
        now = timezone.now()
        count = seed(now)
        support_trusts(now)
        self.stdout.write(f"{count} made-up trusts loaded in {time.monotonic() - begun:.0f} seconds.")
