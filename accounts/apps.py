"""Accounts, trusts, memberships; isolation's Python half."""

from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in
from django.db.models.signals import post_migrate


class AccountsConfig(AppConfig):
    name = "accounts"

    def ready(self) -> None:
        from accounts.isolation.open_tables import after_migrations
        from accounts.sign_in.sessions import begin_session

        user_logged_in.connect(begin_session, dispatch_uid="both ends of a session")
        post_migrate.connect(after_migrations, dispatch_uid="open tables and signing key")
