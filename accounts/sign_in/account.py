"""Who is signed in: allauth's own way of signing in, and the account behind a session, which every request asks for."""

from allauth.account.auth_backends import AuthenticationBackend
from django.db import connection

from accounts.models import User

FIELDS = [field.attname for field in User._meta.concrete_fields]
LOAD = f"select {', '.join(FIELDS)} from {User._meta.db_table} where id = %s and is_active"  # noqa: S608 our own names


class AccountBackend(AuthenticationBackend):
    """As allauth's, but for the look-up of the account."""

    def get_user(self, user_id: int) -> User | None:
        """One plain query: putting it together costs more than the database needs for it."""
        with connection.cursor() as cursor:
            cursor.execute(LOAD, [user_id])
            row = cursor.fetchone()
        return User.from_db(connection.alias, FIELDS, row) if row else None
