"""How far trusts have come before their first self-review, and whom to call: what YST sees of people, and no more.

Both come from functions of the database, which give names and addresses of review leads and executives alone.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

INVITED, RAN_OUT, JOINED = "invited", "ran-out", "joined"
STARTS = {INVITED: "Invited", RAN_OUT: "Invitation ran out", JOINED: "Joined, not begun"}
NOBODY = "Nobody invited"


@dataclass(frozen=True)
class Contact:
    """A review lead or an executive who has joined."""

    name: str
    email: str
    is_executive: bool
    is_lead: bool

    @property
    def role_words(self) -> str:
        return " and ".join(
            words for words, is_so in (("Executive", self.is_executive), ("lead", self.is_lead)) if is_so
        )


def _asked(query: str, *arguments: datetime | list[int]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query, arguments)
        return cursor.fetchall()


def trust_starts(now: datetime) -> dict[int, str]:
    """By trust that the acting person at YST sees: joined, invited, or the invitation ran out. One query."""
    found = {}
    for trust, has_joined, until in _asked("select trust, joined, invited_until from isolation.trust_starts()"):
        if has_joined:
            found[trust] = JOINED
        elif until is not None:
            found[trust] = INVITED if until > now else RAN_OUT
    return found


def contacts_of(trusts: Iterable[int]) -> dict[int, list[Contact]]:
    """By trust, whom to call: leads, then executives, by name. One query."""
    query = """
        select trust, called, address, is_executive, is_lead from isolation.people_to_call(%s)
        order by trust, is_executive, lower(called), address
    """
    found: dict[int, list[Contact]] = {}
    for trust, *facts in _asked(query, list(trusts)):
        found.setdefault(trust, []).append(Contact(*facts))
    return found
