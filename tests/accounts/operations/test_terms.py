"""An executive accepts the terms for the trust; before that nobody can start rating."""

import pytest
from django.test import Client

from accounts.isolation.roles import as_database_role
from accounts.models import AuditEvent, TermsAcceptance
from accounts.operations import accept_terms
from accounts.outbox.models import OutboxEmail
from accounts.refusals import TERMS_FIRST, NotAllowed, Refused, Stale
from accounts.terms import CURRENT, EDITIONS
from reviews.lifecycle import Stage
from tests.builders import NOON, Cast, accept_terms_for, acting, draft, review_at, start


@pytest.fixture
def without(cast: Cast) -> Cast:
    """A trust whose executive has not accepted yet."""
    with as_database_role("wellschool_migrate"):
        TermsAcceptance.objects.filter(trust=cast.trust).delete()
        AuditEvent.objects.filter(event="terms.accepted").delete()
    return cast


def test_rating_starts_only_once_the_terms_are_accepted(without: Cast) -> None:
    draft(without)
    with pytest.raises(Refused, match="an executive of your trust accepts the terms"):
        start(without)
    accept_terms_for(without.executive)
    start(without)

    assert without.review.stage == Stage.RATING


def test_an_earlier_edition_is_not_enough(without: Cast) -> None:
    draft(without)
    with acting(without.executive):
        TermsAcceptance.objects.create(
            trust=without.trust, edition="0", accepted_by_id=without.executive.user_id, accepted_by_name="Tom Ellis"
        )
    with pytest.raises(Refused):
        start(without)


def test_only_an_executive_accepts(without: Cast) -> None:
    for who in ("lead", "colleague", "trustee"):
        with acting(without.people[who]), pytest.raises(NotAllowed):
            accept_terms(edition=CURRENT.number, by=without.people[who], at=NOON)


def test_another_edition_than_was_read_is_refused(without: Cast) -> None:
    with acting(without.executive), pytest.raises(Stale):
        accept_terms(edition="0", by=without.executive, at=NOON)


def test_accepting_twice_is_recorded_once(without: Cast) -> None:
    accept_terms_for(without.executive)
    with acting(without.executive):
        accept_terms(edition=CURRENT.number, by=without.executive, at=NOON.replace(hour=15))
    with acting(without.lead):
        assert TermsAcceptance.objects.get().accepted_at == NOON
        assert AuditEvent.objects.filter(event="terms.accepted").count() == 1


def test_executives_are_told_when_a_review_is_set_up_without_it(without: Cast) -> None:
    draft(without)
    with as_database_role("wellschool_migrate"):
        written = OutboxEmail.objects.filter(subject__startswith="Please read and accept")
        assert [email.to for email in written] == [without.executive.user.email]


def test_nobody_is_told_where_they_are_accepted(cast: Cast) -> None:
    draft(cast)
    with as_database_role("wellschool_migrate"):
        assert not OutboxEmail.objects.filter(subject__startswith="Please read and accept").exists()


def test_each_is_told_what_is_theirs_to_do(without: Cast) -> None:
    review_at(without, Stage.DRAFT)
    for who, words in (("executive", "Read the terms"), ("lead", "See the terms"), ("colleague", "It is being set up")):
        client = Client()
        client.force_login(without.people[who].user)
        page = client.get(f"/trusts/{without.trust.slug}/reviews/{without.review.uuid}/")
        assert words in page.content.decode()


def test_an_executive_reads_and_accepts_on_one_page(without: Cast) -> None:
    client = Client()
    client.force_login(without.executive.user)
    path = f"/trusts/{without.trust.slug}/terms/"
    before = client.get(path).content.decode()
    after = client.post(path, {"edition": CURRENT.number}, follow=True).content.decode()

    assert f"Accept for {without.trust.name}" in before
    assert "was accepted by <strong>Tom Ellis</strong>" in after
    assert f"Accept for {without.trust.name}" not in after


@pytest.mark.django_db
def test_every_edition_can_be_read(client: Client) -> None:
    assert CURRENT in EDITIONS
    page = client.get("/terms/").content.decode()

    assert "Article 28" in page
    assert f"Edition {CURRENT.number}" in page
    assert TERMS_FIRST not in page
