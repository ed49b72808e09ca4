"""Have refused and waiting emails tried at once, after whatever kept them has been mended."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from accounts.outbox.sending import send_again


class Command(BaseCommand):
    help = (
        "Send emails again whose address the mail server refused, as long as they are of use, and at once those that"
        " wait. Run signed in as wellschool_worker."
    )

    def handle(self, *args: object, **options: object) -> None:
        refused, waiting = send_again(at=timezone.now())
        self.stdout.write(f"{refused} that were refused and {waiting} that waited are tried now.")
