"""The first review leads of many trusts at once: all of them are invited, or nobody."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from accounts.models import Trust, YstPerson
from accounts.operations.first_leads import invite_first_lead
from accounts.operations.opening import open_and_invite
from accounts.permissions import check_can_manage
from accounts.refusals import Refused
from accounts.register.models import RegisteredTrust


@dataclass(frozen=True)
class Wanted:
    """Somebody to be a trust's first review lead; `trust` is its Group ID, perhaps with its name, or its name alone."""

    line: int
    trust: str
    name: str
    email: str


class SomeCannot(Refused):
    """Some cannot be invited, so nobody was; `reasons` are by line, in words."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__("Nobody has been invited. " + " ".join(reasons))
        self.reasons = reasons


@transaction.atomic
def invite_first_leads(*, wanted: Sequence[Wanted], by: YstPerson, at: datetime) -> int:
    """Invite them all, and open the trusts of the register that are not here yet. Returns how many were opened."""
    check_can_manage(by)
    before, reasons = Trust.objects.count(), []
    lines: dict[str, int] = {}  # by the slug of a trust, as one may be written in two ways
    for one in wanted:
        try:
            with transaction.atomic():
                trust = _invite(one, by, at)
                if (earlier := lines.setdefault(trust.slug, one.line)) != one.line:
                    raise Refused(f"{trust.name} stands on line {earlier}, too; a trust has one first review lead.")
        except Refused as refused:
            reasons.append(f"Line {one.line}: {refused.words}")
    if reasons:
        raise SomeCannot(reasons)
    return Trust.objects.count() - before


def _invite(one: Wanted, by: YstPerson, at: datetime) -> Trust:
    found = _found(one.trust)
    if isinstance(found, RegisteredTrust):
        return open_and_invite(registered=found, email=one.email, name=one.name, by=by, at=at)
    invite_first_lead(trust=found, email=one.email, name=one.name, by=by, at=at)
    return found


def _found(written: str) -> Trust | RegisteredTrust:
    """The one trust that is meant: by its Group ID, here or in the register; else by its whole name."""
    if number := re.match(r"TR[0-9]{5}(?![0-9])", written.upper()):
        for model in (Trust, RegisteredTrust):
            if found := model._default_manager.filter(group_id=number[0]).first():
                return found
        raise Refused(f"No trust here or in the register has the Group ID {number[0]}.")
    known: list[Trust | RegisteredTrust] = list(Trust.objects.filter(name__iexact=written)[:2])
    known = known or list(RegisteredTrust.objects.filter(name__iexact=written)[:2])
    if not known:
        raise Refused(
            f"No trust here or in the register is called “{written[:80]}”. Write its Group ID, such as TR01234."
        )
    if len(known) > 1:
        raise Refused(f"More than one trust is called “{written[:80]}”. Write its Group ID, such as TR01234.")
    return known[0]
