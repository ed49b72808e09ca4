"""Opening a trust from the register, and answering those who ask that theirs may take part."""

from datetime import datetime

from django.db import transaction

from accounts import audit
from accounts.models import JoinRequest, RequestStatus, Trust, YstPerson
from accounts.operations.first_leads import HERE, NotTheFirst, invite_first_lead
from accounts.operations.trusts import free_slug, one_group_id
from accounts.outbox.emails import queue_email
from accounts.permissions import check_can_manage
from accounts.refusals import Refused
from accounts.register.models import RegisteredTrust

CLOSED = "This trust has closed, so it cannot be opened here."
ANSWERED = "This request has been answered already."


@transaction.atomic
def open_trust(*, registered: RegisteredTrust, by: YstPerson, at: datetime) -> Trust:
    """A trust of the register takes part, with what the register says of it. Its address is made from its name."""
    check_can_manage(by)
    if registered.is_closed:
        raise Refused(CLOSED)
    with one_group_id():
        trust = Trust.objects.create(
            registered=registered, name=registered.name, slug=free_slug(registered.name), created_at=at,
            group_id=registered.group_id, region=registered.region, phase=registered.phase,
            schools=registered.schools, pupils=registered.pupils,
        )  # fmt: skip
    audit.record("trust.opened", by=by, at=at, trust_id=trust.pk, target=f"trust {trust.slug}")
    return trust


@transaction.atomic
def open_and_invite(*, registered: RegisteredTrust, email: str, name: str, by: YstPerson, at: datetime) -> Trust:
    """Open a trust and invite its first lead; one that is here already, only while it has no members."""
    check_can_manage(by)
    trust = Trust.objects.filter(registered=registered).first() or open_trust(registered=registered, by=by, at=at)
    invite_first_lead(trust=trust, email=email, name=name, by=by, at=at)
    return trust


@transaction.atomic
def accept_request(*, asked: JoinRequest, by: YstPerson, at: datetime) -> Trust:
    """Invite whoever asked as the trust's first lead."""
    check_can_manage(by)
    _answer(asked, RequestStatus.ACCEPTED, by, at)
    try:
        trust = open_and_invite(registered=asked.registered, email=asked.email, name=asked.name, by=by, at=at)
    except NotTheFirst as error:
        raise Refused(f"{HERE} Decline the request.") from error
    audit.record("join_request.accepted", by=by, at=at, trust_id=trust.pk, target=f"request {asked.pk}")
    return trust


@transaction.atomic
def decline_request(*, asked: JoinRequest, words: str, by: YstPerson, at: datetime) -> None:
    """Write to whoever asked, in these words."""
    check_can_manage(by)
    _answer(asked, RequestStatus.DECLINED, by, at, words)
    queue_email(
        to=asked.email,
        template="request_declined",
        name=asked.name,
        trust_name=asked.registered.name,
        words=words,
    )
    audit.record("join_request.declined", by=by, at=at, trust_id=None, target=f"request {asked.pk}")


def _answer(asked: JoinRequest, status: str, by: YstPerson, at: datetime, words: str = "") -> None:
    """Once; two people at once: the second is told."""
    answered = JoinRequest.objects.filter(pk=asked.pk, status=RequestStatus.WAITING).update(
        status=status, decided_at=at, decided_by_id=by.user_id, decided_by_name=by.name, words=words
    )
    if not answered:
        raise Refused(ANSWERED)
