"""An executive accepts the terms of use and the processing agreement, for the trust."""

from datetime import datetime

from django.db import transaction

from accounts import audit
from accounts.models import Membership, TermsAcceptance
from accounts.permissions import check_can_accept_terms
from accounts.refusals import Stale
from accounts.terms import CURRENT


def has_accepted_terms(trust_id: int) -> bool:
    """Whether the trust has accepted the edition that holds now. For members."""
    return TermsAcceptance.objects.filter(trust_id=trust_id, edition=CURRENT.number).exists()


@transaction.atomic
def accept_terms(*, edition: str, by: Membership, at: datetime) -> None:
    """Accept the edition that this person read, once; a second time changes nothing."""
    check_can_accept_terms(by)
    assert by.user_id is not None  # noqa: S101 who acts has joined
    if edition != CURRENT.number:
        raise Stale("The terms have changed since you opened this page. Read them again before you accept.")
    accepted = TermsAcceptance(
        trust_id=by.trust_id, edition=edition, accepted_by_id=by.user_id, accepted_by_name=by.name, accepted_at=at
    )
    TermsAcceptance.objects.bulk_create([accepted], ignore_conflicts=True)
    stored = TermsAcceptance.objects.get(trust_id=by.trust_id, edition=edition)
    if (stored.accepted_by_id, stored.accepted_at) == (by.user_id, at):
        audit.record("terms.accepted", by=by, at=at, trust_id=by.trust_id, edition=edition)
