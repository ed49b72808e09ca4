"""The button of every email leads on, whoever reads it: joined, signed out, not joined yet, gone, at YST."""

import re
from urllib.parse import urlsplit

import pytest
import time_machine
from django.test import Client

from accounts.isolation.roles import as_database_role
from accounts.models import Invitation, Role, YstPerson
from accounts.operations import correct_invitation, invite_member, remove_member
from accounts.outbox.models import OutboxEmail
from reviews.lifecycle import Stage
from reviews.review.models.reviewer import EarlyReason, Reviewer
from reviews.review.operations.revealing import answer_about_names, ask_about_names, reveal_ratings
from reviews.review.operations.setting_up import add_reviewer, remove_reviewer
from tests.builders import (
    NOON,
    PASSWORD,
    REVIEWERS,
    Cast,
    acting,
    draft,
    rate,
    review_at,
    standing,
    start,
    submit,
    trust_with,
)
from tests.naming import OURS, templates
from tests.signing_in import sign_in

GUEST = "guest@thistledown.example"
REVIEW = ("all_settled", "rating_began", "ratings_shown", "signed_off")  # followed here, by every reader
ELSEWHERE = {
    "invitation": "tests/journeys/test_invitations.py",
    "join_confirmation": "tests/accounts/operations/test_joining.py",
    "names_asked": "its link is made as that of rating_began, and goes to those who have submitted only",
    "request_declined": "has no button",
    "second_factor_reset": "leads to signing in, which is open to all",
    "terms_wait": "its link is made as that of all_settled, for executives who have joined",
}
SUBJECTS = {
    "Please rate": "rating_began",
    "Everyone’s ratings": "ratings_shown",
    "Ready to": "all_settled",
    "Signed off": "signed_off",
}


@pytest.fixture(autouse=True)
def _then() -> object:
    with time_machine.travel(NOON, tick=False):
        yield


def links_to(address: str) -> dict[str, str]:
    """The link in each email of a review to this address, by its template."""
    with as_database_role("wellschool_migrate"):
        sent = list(OutboxEmail.objects.filter(to=address))
    found = {SUBJECTS.get(begins): mail for mail in sent for begins in SUBJECTS if mail.subject.startswith(begins)}
    return {name: in_site(re.search(r"http\S+", mail.text)[0]) for name, mail in found.items() if name}


def in_site(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def test_every_email_of_ours_has_a_row() -> None:
    names = {name.removeprefix("emails/").split(".")[0] for name in templates("emails/*.html", OURS)}

    assert names == {*REVIEW, *ELSEWHERE}


def test_who_has_joined_is_led_there_signed_in_or_out(cast: Cast) -> None:
    review_at(cast, Stage.AGREED)
    seen = links_to(cast.executive.user.email) | links_to(cast.colleague.user.email)
    assert set(seen) == set(REVIEW)
    for name, link in seen.items():
        who = cast.executive if name == "all_settled" else cast.colleague
        assert sign_in(Client(), who.user).get(link, follow=True).status_code == 200, name
        stranger = Client()
        asked = stranger.get(link)["Location"]
        assert stranger.post(asked, {"login": who.user.email, "password": PASSWORD})["Location"] == link, name


def test_who_is_gone_or_of_another_trust_or_of_yst_is_told_what_to_do(cast: Cast, manager: YstPerson) -> None:
    review_at(cast, Stage.AGREED)
    other = trust_with(manager, "fernside")
    links = links_to(cast.colleague.user.email)
    with acting(cast.executive):
        remove_member(member=cast.colleague, by=cast.executive, at=NOON)
    for user in (cast.colleague.user, other.lead.user, manager.user):
        for link in links.values():
            answer = sign_in(Client(), user).get(link)
            assert answer.status_code == 404
            said = " ".join(answer.content.decode().split())
            assert "another address than the one that the email was sent to" in said


def invited_to_rate(cast: Cast) -> str:
    """Somebody who has not joined is asked to rate; the link that they get."""
    draft(cast)
    with acting(cast.lead):
        invited = invite_member(
            trust=cast.trust, email=GUEST, name="Gil Roe", job_title="", role=Role.COLLEAGUE, by=cast.lead, at=NOON
        )
        add_reviewer(member=invited.member, by=standing(cast.lead, cast.review), at=NOON)
    start(cast)
    return links_to(GUEST)["rating_began"]


def test_who_has_not_joined_joins_by_it_and_rates(cast: Cast) -> None:
    link, guest = invited_to_rate(cast), Client()
    page = guest.get(link).content.decode()
    action = re.search(r'action="(/invitations/[^"]+/account/[^"]*)"', page)[1]
    led = guest.post(action, {"password": PASSWORD}, follow=True)

    assert led.status_code == 200
    assert led.request["PATH_INFO"] == f"/trusts/{cast.trust.slug}/reviews/{cast.review.uuid}/"
    assert "Gil Roe" in led.content.decode()
    assert guest.get(link, follow=True).request["PATH_INFO"] == led.request["PATH_INFO"], "and again, once joined"


def emails_to(address: str, template: str) -> list[OutboxEmail]:
    with as_database_role("wellschool_migrate"):
        return list(OutboxEmail.objects.filter(to=address, once__startswith=f"{template}:"))


def test_who_was_removed_is_not_told_that_ratings_are_shown(cast: Cast) -> None:
    draft(cast, REVIEWERS)
    start(cast)
    for who in REVIEWERS:
        rate(cast, who)
    *others, removed = REVIEWERS
    submit(cast, *others)
    with acting(cast.lead):
        gone = Reviewer.objects.get(review=cast.review, membership=cast.people[removed])
        remove_reviewer(reviewer=gone, reason="left", note="", by=standing(cast.lead, cast.review), at=NOON)
        ask_about_names(by=standing(cast.lead, cast.review), at=NOON)
    for who in others:
        with acting(cast.people[who]):
            answer_about_names(by=standing(cast.people[who], cast.review), at=NOON, agrees=True)
    with acting(cast.lead):
        reveal_ratings(by=standing(cast.lead, cast.review), at=NOON)

    assert [bool(emails_to(cast.people[who].user.email, "ratings_shown")) for who in REVIEWERS] == [
        *(True for _ in others), False,
    ]  # fmt: skip


@pytest.mark.parametrize("is_removed", [False, True])
def test_an_invitation_sent_again_asks_to_rate_whoever_still_does(cast: Cast, is_removed: bool) -> None:
    """It says who asks: whoever set the review up, and not who corrected an address."""
    invited_to_rate(cast)
    with acting(cast.lead):
        invitation = Invitation.objects.defer("token_hash").get(email=GUEST)
        if is_removed:
            gone = Reviewer.objects.get(review=cast.review, membership=invitation.membership)
            remove_reviewer(reviewer=gone, reason="left", note="", by=standing(cast.lead, cast.review), at=NOON)
    new = "gil@thistledown.example"
    with acting(cast.executive):
        invitation = Invitation.objects.defer("token_hash").select_related("membership__trust").get(email=GUEST)
        correct_invitation(invitation=invitation, email=new, name="Gil Roe", job_title="", by=cast.executive, at=NOON)

    said = [mail.text for mail in emails_to(new, "rating_began")]
    assert len(said) == (not is_removed)
    assert all(f"{cast.lead.name} asks you to rate" in text for text in said)


def test_who_joins_when_all_is_shown_is_led_to_it_even_after_weeks(cast: Cast) -> None:
    """The email about everyone's ratings lets an invitation's time run anew, as the one before it did."""
    invited_to_rate(cast)
    with as_database_role("wellschool_migrate"):
        Invitation.objects.filter(email=GUEST).update(expires_at=NOON)
    for who in REVIEWERS:
        rate(cast, who)
        submit(cast, who)
    with acting(cast.lead):
        reveal_ratings(by=standing(cast.lead, cast.review), at=NOON, early_reason=EarlyReason.AWAY)

    said = Client().get(links_to(GUEST)["ratings_shown"]).content.decode()
    assert "It ran out" not in said
    assert "Gil Roe" in said


def test_whose_address_is_corrected_is_asked_to_rate_there(cast: Cast) -> None:
    invited_to_rate(cast)
    with acting(cast.lead):
        invitation = Invitation.objects.pending().defer("token_hash").select_related("membership").get(email=GUEST)
        correct_invitation(
            invitation=invitation, email="gil@thistledown.example", name="Gil Roe", job_title="", by=cast.lead, at=NOON
        )

    said = Client().get(links_to("gil@thistledown.example")["rating_began"]).content.decode()
    assert "Gil Roe" in said
    assert "It ran out" not in said


def test_who_let_it_run_out_is_told_whom_to_ask(cast: Cast) -> None:
    link = invited_to_rate(cast)
    with as_database_role("wellschool_migrate"):
        Invitation.objects.filter(email=GUEST).update(expires_at=NOON)

    said = Client().get(link).content.decode()
    assert "It ran out on 2 November 2026. Ask Priya Nair, or a review lead or executive of Thistledown Trust" in said
