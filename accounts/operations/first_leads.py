"""The first review lead of a trust: invited by a programme manager, as often as it takes until somebody has joined."""

from datetime import datetime

from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils import timezone

from accounts import audit
from accounts.models import Invitation, Membership, Role, Trust, YstPerson
from accounts.operations.inviting import ENDED, SENT_TODAY, Invited, ResentToday, new_invitation, send
from accounts.permissions import check_can_manage
from accounts.refusals import Refused, in_words


class NotTheFirst(Refused):
    """Somebody has joined the trust, so YST invites nobody into it."""


HERE = "Somebody has joined this trust already. Its own people invite the others."


@transaction.atomic
def invite_first_lead(*, trust: Trust, email: str, name: str, by: YstPerson, at: datetime) -> Invited:
    """Bring a trust's first person, while nobody has joined. A new invitation ends the one before: the database does.

    To correct one or to send it again is to make a new one, to the same address at most once a day.
    """
    check_can_manage(by)
    if not is_unjoined(trust):
        raise NotTheFirst(HERE)
    email = email.strip().lower()
    if standing_first(trust).filter(email__iexact=email, sent_on__gte=timezone.localdate(at)).exists():
        raise ResentToday(SENT_TODAY)
    member = Membership(trust=trust, role=Role.LEAD, name=name, created_at=at)
    with in_words():
        member.save(force_insert=True)
        invitation, token = new_invitation(member, email, by.user_id, f"{by.name} of the Youth Sport Trust", at)
    send(invitation, trust, member)
    audit.record("trust.first_lead_invited", by=by, at=at, trust_id=trust.pk, target=f"trust {trust.slug}")
    return Invited(member, token)


@transaction.atomic
def withdraw_first_lead(*, trust: Trust, by: YstPerson, at: datetime) -> None:
    """Take the invitation of a trust's first lead back, while nobody has joined."""
    check_can_manage(by)
    with in_words():
        standing = list(standing_first(trust).values_list("pk", "membership_id"))
        withdrawn = Invitation.objects.pending().filter(pk__in=[pk for pk, _ in standing]).update(withdrawn_at=at)
        if not withdrawn:
            raise Refused(ENDED)
        Membership.objects.filter(pk__in=[member for _, member in standing]).update(left_at=at)
    audit.record("trust.first_lead_withdrawn", by=by, at=at, trust_id=trust.pk, target=f"trust {trust.slug}")


def standing_first(trust: Trust) -> QuerySet[Invitation]:
    """The standing invitation of a trust's first lead, perhaps run out, as a programme manager sees it."""
    return Invitation.objects.pending().filter(trust=trust)


def is_unjoined(trust: Trust) -> bool:
    """Whether nobody has joined it; asked of the database, as a manager may not read who has."""
    with connection.cursor() as cursor:
        cursor.execute("select %s = any(isolation.unjoined_trusts())", [trust.pk])
        return cursor.fetchone()[0]
