"""Load the demo's other trusts, once. As wellschool_migrate: they are rows, and have no people who sign in."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from accounts.isolation.roles import as_database_role
from accounts.models import Trust
from frameworks.content import newest_version_id
from wellschool.demo.country import fill_country
from wellschool.demo.seed import years_over


class Command(BaseCommand):
    help = "Load the trusts of the demo's national picture, as wellschool_migrate. A second time does nothing."

    def handle(self, *args: object, **options: object) -> None:
        if not settings.DEMO:
            raise CommandError("Only in the demo.")
        with as_database_role("wellschool_migrate"):  # signed in so, one is the owner, who sees no row
            if not Trust.objects.exists():
                fill_country(years=years_over(timezone.now()), version_id=newest_version_id())
