"""Load and publish a framework version from its fixture."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from accounts.isolation.roles import as_database_role
from frameworks.loading import BadFixture, load_framework


class Command(BaseCommand):
    help = "Load and publish a framework version. The same file again changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, help="for example fixtures/frameworks/well-school-trust/1")

    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        try:
            with as_database_role("wellschool_migrate"):
                version, is_new = load_framework(folder=folder, at=timezone.now())
        except BadFixture as error:
            raise CommandError(f"Not loaded. {error}") from error
        self.stdout.write(f"{version}: {'published' if is_new else 'already published'}.")
