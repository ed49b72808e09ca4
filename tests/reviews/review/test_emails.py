"""Who is written to when agreeing ends: executives once all is settled, everybody at the sign-off."""

import re

from accounts.isolation.roles import as_database_role
from accounts.outbox.models import OutboxEmail
from reviews.lifecycle import Stage
from reviews.review.operations.agreeing import leave_rest_open
from tests.builders import NOON, Cast, acting, agree_all, finish, reopen, review_at, standing

FIGURES = re.compile(r"Emerging|Established|Embedded|secret|spring visits")


def written_to(subject: str) -> list[str]:
    """The addresses of the emails whose subject begins so, and none of them tells a level or a reason."""
    with as_database_role("wellschool_migrate"):
        found = [email for email in OutboxEmail.objects.order_by("to") if email.subject.startswith(subject)]
    assert not any(FIGURES.search(email.text + email.html) for email in found)
    return [email.to for email in found]


def test_executives_hear_once_when_everything_is_settled(cast: Cast) -> None:
    review_at(cast, Stage.COMPARING, secrets=True)
    assert written_to("Ready to sign off") == []

    agree_all(cast)
    with acting(cast.lead):
        leave_rest_open(reason="Nothing is left.", by=standing(cast.lead, cast.review), at=NOON)

    assert written_to("Ready to sign off") == [cast.executive.user.email]


def test_everybody_but_who_signed_off_hears_of_each_sign_off(cast: Cast) -> None:
    review_at(cast, Stage.AGREED, secrets=True)
    others = sorted(member.user.email for member in cast.people.values() if member != cast.executive)
    assert written_to("Signed off") == others

    reopen(cast)
    finish(cast)

    assert written_to("Signed off") == sorted(others * 2)
