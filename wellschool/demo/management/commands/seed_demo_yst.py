"""Load the demo's people at YST, once. As wellschool_migrate: no other role may make them."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from accounts.models import User
from accounts.operations import add_yst_person
from wellschool.demo.cast import YST


class Command(BaseCommand):
    help = "Load the demo's people at the Youth Sport Trust, as wellschool_migrate. A second time does nothing."

    def handle(self, *args: object, **options: object) -> None:
        if not settings.DEMO:
            raise CommandError("Only in the demo.")
        for name, role in YST:
            email = f"{name.lower().replace(' ', '.')}@yst.example"
            if not User.objects.filter(email=email).exists():
                add_yst_person(email=email, name=name, role=role, at=timezone.now())
