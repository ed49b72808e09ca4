"""What the demo's worker has done: its releases made, its register brought in; once."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from accounts.register.models import RegisteredTrust
from wellschool.demo.register import bring_in
from wellschool.demo.releases import make_releases


class Command(BaseCommand):
    help = "Make the demo's releases, bring in its register, as wellschool_worker. After seed_demo. Once."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", help="for example fixtures/demo/register")

    def handle(self, *args: object, folder: str, **options: object) -> None:
        if not settings.DEMO:
            raise CommandError("Only in the demo.")
        if RegisteredTrust.objects.exists():
            self.stdout.write("The demo's register is there already.")
            return
        make_releases(timezone.now())
        count = bring_in(Path(folder), timezone.now())
        self.stdout.write(f"{count} trusts of a made-up register brought in.")
