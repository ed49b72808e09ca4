"""The demo's database, as `wellschool_migrate`: four commands in one process, as each takes a while to start."""

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser


class Command(BaseCommand):
    help = "Migrate, load the framework the demo's people at YST and its other trusts. A second time does nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("framework", help="for example fixtures/frameworks")

    def handle(self, *args: object, framework: str, **options: object) -> None:
        call_command("migrate", verbosity=0)
        call_command("load_framework", framework, stdout=self.stdout)
        call_command("seed_demo_yst", stdout=self.stdout)
        call_command("seed_demo_country", stdout=self.stdout)
