"""The account somebody signs in with: an address and a password, nothing about the person.

Looked up before it is known who is acting, so it has no row-level security; names and roles are in protected tables.
"""

from datetime import datetime
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone


class UserManager(BaseUserManager["User"]):
    """Accounts are made by accepting an invitation, or by a command for YST's people."""

    def create_user(
        self, email: str, password: str | None = None, *, is_yst: bool = False, created_at: datetime | None = None
    ) -> "User":
        """An account for this address; without a password nobody can sign in to it."""
        user = self.model(email=email.strip().lower(), is_yst=is_yst, created_at=created_at or timezone.now())
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


class User(AbstractBaseUser):
    """An account. There are no superusers: no screen shows more than a role does."""

    last_login = None  # when somebody came is nobody's business
    email = models.EmailField("email address", max_length=254, unique=True)
    is_active = models.BooleanField(default=True)
    is_yst = models.BooleanField(default=False)  # a hint that picks the database role; `yst_person` decides
    created_at = models.DateTimeField(default=timezone.now)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects: ClassVar[UserManager] = UserManager()

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(email=Lower("email")), name="user_email_lower_case")]

    def __str__(self) -> str:
        return self.email
