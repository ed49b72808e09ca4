"""Accounts, trusts, memberships; isolation's Python half."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class AccountsConfig(AppConfig):
    name = "accounts"

    def ready(self) -> None:
        from accounts.open_tables import after_migrations

        post_migrate.connect(after_migrations, dispatch_uid="open tables and signing key")
