"""Add somebody at YST. They set their password by the link on the sign-in page."""

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.utils import timezone

from accounts.models import User, YstRole
from accounts.operations import add_yst_person


class Command(BaseCommand):
    help = "Add an advisor or programme manager of the Youth Sport Trust. Run signed in as wellschool_migrate."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("name")
        parser.add_argument("role", choices=YstRole.values)

    def handle(self, *args: object, email: str, name: str, role: str, **options: object) -> None:
        validate_email(email)
        if User.objects.filter(email__iexact=email).exists():
            raise CommandError(f"There is an account for {email} already. YST's people need an address of their own.")
        person = add_yst_person(email=email, name=name, role=role, at=timezone.now())
        self.stdout.write(f"{person.name} is added. They choose a password through 'I have forgotten my password'.")
