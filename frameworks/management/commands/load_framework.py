"""Load and publish framework versions from their fixtures."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from accounts.isolation.roles import as_database_role
from frameworks.fixture import BadFixture
from frameworks.loading import load_framework, versions_in


class Command(BaseCommand):
    help = "Load and publish framework versions: one, or all in a folder. The same file again changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, help="for example fixtures/frameworks")

    def handle(self, *args: object, folder: Path, **options: object) -> None:
        for version_folder in versions_in(folder) or [folder]:
            try:
                with as_database_role("wellschool_migrate"):
                    version, is_new = load_framework(folder=version_folder, at=timezone.now())
            except BadFixture as error:
                raise CommandError(f"Not loaded. {error}") from error
            self.stdout.write(f"{version}: {'published' if is_new else 'already published'}.")
