"""Encrypt what is stored of second factors anew, after SECOND_FACTOR_KEY was changed."""

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.core.management.base import BaseCommand
from django.db import transaction

from accounts.isolation.roles import as_database_role

ENCRYPTED = ("secret", "seed")


class Command(BaseCommand):
    help = "Encrypt second factors with the newest key, so that older ones can go. Run signed in as wellschool_migrate."

    def handle(self, *args: object, **options: object) -> None:
        adapter = get_adapter()
        with transaction.atomic(), as_database_role("wellschool_migrate"):
            found = list(Authenticator.objects.select_for_update().order_by("pk"))
            for authenticator in found:
                for name in ENCRYPTED:
                    if name in authenticator.data:
                        authenticator.data[name] = adapter.encrypt(adapter.decrypt(authenticator.data[name]))
            Authenticator.objects.bulk_update(found, ["data"])
        self.stdout.write(f"{len(found)} second factors and sets of recovery codes are encrypted with the newest key.")
