"""Trusts and their profiles."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Unpack

from django.db import IntegrityError, transaction
from django.utils.text import slugify

from accounts import audit
from accounts.models import Membership, Trust, YstPerson
from accounts.models.trust import PROFILE, Profile
from accounts.permissions import check_can_change_trust
from accounts.refusals import Refused, in_words

LONGEST_SLUG = 48  # characters


class GroupIdTaken(Refused):
    """Another trust has this DfE group ID; the register gives each to one trust."""


@contextmanager
def one_group_id() -> Iterator[None]:
    """Say in words what the database's unique group ID refuses: the other trust may be one we cannot see."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        raise GroupIdTaken(
            "Another trust here has this DfE group ID. Check it, or leave it empty and tell us."
        ) from error


@transaction.atomic
def create_trust(*, by: YstPerson, at: datetime, **profile: Unpack[Profile]) -> Trust:
    """Add a trust, for a programme manager. Its address is made from its name."""
    with one_group_id():
        trust = Trust.objects.create(slug=free_slug(profile["name"]), created_at=at, **profile)
    audit.record("trust.created", by=by, at=at, trust_id=trust.pk, target=f"trust {trust.slug}")
    return trust


def free_slug(name: str) -> str:
    """The name as an address, short enough for a number after it and for the audit log, which names it too."""
    wanted = slugify(name)[:LONGEST_SLUG].strip("-") or "trust"
    taken = set(Trust.objects.filter(slug__startswith=wanted).values_list("slug", flat=True))
    if wanted not in taken:
        return wanted
    return next(s for s in (f"{wanted}-{n}" for n in range(2, 10_000)) if s not in taken)


@transaction.atomic
def update_trust_profile(*, trust: Trust, by: Membership, at: datetime, **profile: Unpack[Profile]) -> None:
    """Change what the trust says of itself, for leads and executives; never what the register says of it."""
    check_can_change_trust(by)
    changed = {f: value for f, value in profile.items() if f in PROFILE and value != getattr(trust, f)}
    if not changed:
        return
    with in_words():
        Trust.objects.filter(pk=trust.pk).update(**changed)
    audit.record(
        "trust.profile_changed", by=by, at=at, trust_id=trust.pk, target=f"trust {trust.slug}", fields=list(changed)
    )
