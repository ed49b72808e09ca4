"""Take the second factor off the account of somebody who has lost their phone and their recovery codes."""

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from accounts.models import User
from accounts.sign_in.operations import reset_second_factor


class Command(BaseCommand):
    help = "Take off somebody's second factor, once you are sure who is asking. Run signed in as wellschool_migrate."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")

    def handle(self, *args: object, email: str, **options: object) -> None:
        user = User.objects.filter(email__iexact=email).first()
        if user is None:
            raise CommandError(f"There is no account for {email}.")
        if not reset_second_factor(user=user, at=timezone.now()):
            raise CommandError(f"{user.email} has no second factor.")
        self.stdout.write(f"{user.email} signs in with the password alone now; at YST, they set another one up first.")
