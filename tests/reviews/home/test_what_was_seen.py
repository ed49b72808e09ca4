"""Buttons that settle something for everybody act on what their page showed, and on nothing else."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.isolation.roles import as_database_role
from accounts.models import AuditEvent, Membership, YstPerson
from accounts.operations import assign_many
from accounts.outbox.models import OutboxEmail
from reviews.lifecycle import Stage
from reviews.plan.models import NextStep
from reviews.review.models.agreed_level import AgreedLevel
from reviews.review.models.review import Review
from reviews.review.models.reviewer import Reviewer
from reviews.review.operations.agreeing import confirm_unanimous, take_back_unanimous
from reviews.review.operations.rating import recall_submission
from reviews.review.operations.revealing import answer_about_names, ask_about_names
from reviews.review.operations.setting_up import remove_reviewer
from reviews.review.operations.stages import hold_still
from reviews.review.showing import showing_of
from tests.builders import (
    NOON,
    Cast,
    acting,
    agree_all,
    draft,
    finish,
    rate,
    refresh,
    reveal,
    review_at,
    standing,
    start,
    submit,
    trust_with,
    yst_person,
)
from tests.filling import VERSION, filled, forms_in
from tests.signing_in import sign_in

THREE = ("lead", "colleague", "second")
FIRST = {"level": "3", "rationale": "Seen again in June.", "left_open_reason": "", "why": "", "dissent": ""}


class Opened:
    """A page with a button, as somebody has it open."""

    def __init__(self, who: Membership | YstPerson, url: str) -> None:
        self.url, self.client = url, sign_in(Client(), who.user)
        self.form = form_in(self.client.get(url))

    def send(self, **changes: Any) -> HttpResponse:
        """The form as it was opened; what comes back is opened then."""
        answer = self.client.post(self.url, filled(self.form, **changes))
        if answer.status_code == 409:
            self.form = form_in(answer)
        return answer


def form_in(answer: HttpResponse) -> Any:
    return next(form for form in forms_in(answer) if VERSION in form.fields)


def said(answer: HttpResponse) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


def stage_of(cast: Cast) -> str:
    with acting(cast.lead):
        return Review.objects.get(pk=cast.review.pk).stage


def changes(cast: Cast, path: str, body: dict[str, Any]) -> None:
    """The lead saves another page meanwhile."""
    client, url = sign_in(Client(), cast.lead.user), f"{cast.review.get_absolute_url()}{path}"
    form = next(f for f in forms_in(client.get(url)) if set(body) & set(f.fields))
    assert client.post(url, filled(form, **body)).status_code == 302


@pytest.fixture
def settled(cast: Cast) -> Cast:
    """All is agreed or left open."""
    review_at(cast, Stage.COMPARING)
    agree_all(cast)
    return cast


def test_an_executive_signs_what_they_saw(settled: Cast) -> None:
    page = Opened(settled.executive, f"{settled.review.get_absolute_url()}sign-off/")
    changes(settled, "statements/1.1/", FIRST)
    changes(settled, "statements/1.2/next-steps/", {"text": "Ask the pupils."})

    answer = page.send()
    assert answer.status_code == 409
    assert "Changed since you opened this page: statement 1.1; next steps. Nothing was signed off." in said(answer)
    assert "Seen again in June." in said(answer)
    assert "Changed</span>" in said(answer)
    assert stage_of(settled) == Stage.COMPARING
    with acting(settled.lead):
        assert NextStep.objects.filter(review=settled.review).exists()

    assert page.send().status_code == 302
    assert stage_of(settled) == Stage.AGREED


@pytest.mark.parametrize("version", ["", "=", "x" * 5000])
def test_a_signature_under_an_unknown_page_signs_nothing_and_claims_no_change(settled: Cast, version: str) -> None:
    page = Opened(settled.executive, f"{settled.review.get_absolute_url()}sign-off/")

    answer = page.send(**{VERSION: version})
    assert answer.status_code == 409
    assert "This page was out of date, so nothing was done." in said(answer)
    assert "Changed" not in said(answer)
    assert stage_of(settled) == Stage.COMPARING


def test_a_signature_says_which_other_steps_it_shows(settled: Cast) -> None:
    """Steps added since to an earlier review that was signed off are shown to every member by any sign-off."""
    finish(settled)
    first = settled.review.get_absolute_url()
    changes(settled, "next-steps/", {"text": "Ask the pupils.", "about": "d1"})
    review_at(settled, Stage.COMPARING)
    agree_all(settled)
    page = Opened(settled.executive, f"{settled.review.get_absolute_url()}sign-off/")

    words = "They can then also read 1 next step added since to self-reviews signed off before."
    assert words in said(page.client.get(page.url))
    assert page.send().status_code == 302
    assert "Ask the pupils." in said(sign_in(Client(), settled.trustee.user).get(f"{first}plan/"))


def test_no_more_is_left_open_than_was_seen(cast: Cast) -> None:
    review_at(cast, Stage.COMPARING)
    with acting(cast.lead):
        confirmed = confirm_unanimous(by=standing(cast.lead, cast.review), at=NOON)
    page = Opened(cast.colleague, f"{cast.review.get_absolute_url()}comparison/rest-open/")
    with acting(cast.lead):
        take_back_unanimous(by=standing(cast.lead, cast.review), at=NOON)

    answer = page.send(reason="After the visits.")
    assert answer.status_code == 409
    assert f"{confirmed} statements" in said(answer)
    assert "After the visits." in said(answer)
    with acting(cast.lead):
        assert not AgreedLevel.objects.filter(review=cast.review).exclude(left_open_reason="").exists()

    assert page.send(reason="After the visits.").status_code == 302


def test_rating_starts_as_it_was_seen(cast: Cast) -> None:
    draft(cast, ("lead", "colleague", "second"))
    with acting(cast.lead):
        refresh(cast)
    page = Opened(cast.lead, f"{cast.review.get_absolute_url()}start/")
    changes(cast, "set-up/", {"title": "Spring self-review", "names_shown": "shown"})

    answer = page.send()
    assert answer.status_code == 409
    assert "Changed since you opened this page: title; whether names are shown. Rating has not started." in said(answer)
    assert stage_of(cast) == Stage.DRAFT

    assert page.send().status_code == 302
    assert stage_of(cast) == Stage.RATING


def test_ratings_are_shown_as_it_was_seen(cast: Cast) -> None:
    draft(cast, THREE, names_shown=True)
    start(cast)
    for who in THREE:
        rate(cast, who)
    submit(cast, "lead", "colleague")
    page = Opened(cast.lead, f"{cast.review.get_absolute_url()}reveal/")
    submit(cast, "second")

    answer = page.send(reason="nothing that was on offer")
    assert answer.status_code == 409
    assert "Select a valid choice" not in said(answer)
    assert "Changed since you opened this page: who has submitted. Nothing is shown yet." in said(answer)
    assert stage_of(cast) == Stage.RATING

    assert page.send().status_code == 302
    assert stage_of(cast) == Stage.COMPARING


def hidden_and_one_removed(cast: Cast, *submitting: str) -> None:
    """Names are hidden, three were chosen, and one of them was removed while rating."""
    draft(cast, THREE, names_shown=False)
    start(cast)
    for who in ("lead", "colleague"):
        rate(cast, who)
    submit(cast, "lead", "colleague")
    with acting(cast.lead):
        reviewer = Reviewer.objects.get(review=cast.review, membership=cast.second)
        remove_reviewer(reviewer=reviewer, reason="left", note="", by=standing(cast.lead, cast.review), at=NOON)


def agrees_to_names(cast: Cast, *people: str, agrees: bool = True) -> None:
    for who in people:
        with acting(cast.people[who]):
            answer_about_names(by=standing(cast.people[who], cast.review), at=NOON, agrees=agrees)


def test_names_show_only_where_the_page_said_so(cast: Cast) -> None:
    hidden_and_one_removed(cast)
    with acting(cast.lead):
        ask_about_names(by=standing(cast.lead, cast.review), at=NOON)
    agrees_to_names(cast, "colleague", "lead")
    page = Opened(cast.lead, f"{cast.review.get_absolute_url()}reveal/")
    assert "<strong>with names</strong>: each who has submitted agrees to that." in said(page.client.get(page.url))
    agrees_to_names(cast, "colleague", agrees=False)

    answer = page.client.post(page.url, filled(page.form))
    assert answer.status_code == 409
    assert "Changed since you opened this page: whether names are shown. Nothing is shown yet." in said(answer)
    assert "1 of 2 agree." in said(answer)
    assert stage_of(cast) == Stage.RATING
    agrees_to_names(cast, "colleague")
    assert page.send().status_code == 302
    with acting(cast.lead):
        assert Review.objects.get(pk=cast.review.pk).names_shown


def test_whoever_cannot_show_without_names_can_ask_about_them(cast: Cast) -> None:
    """Everybody left has submitted, and they are too few to hide among."""
    hidden_and_one_removed(cast)
    client, page = sign_in(Client(), cast.lead.user), f"{cast.review.get_absolute_url()}reveal/"
    first = said(client.get(cast.review.get_absolute_url()))
    assert "You can show everyone’s ratings now." not in first
    assert "each of them must agree to names being shown" in first

    answer = client.get(page)
    assert "Show everyone’s ratings</button>" not in said(answer)
    asks = next(form for form in forms_in(answer) if form.action and form.action.endswith("/names/"))
    assert client.post(asks.action, filled(asks)).status_code == 302
    asked = said(client.get(page))
    assert "0 of 2 agree so far." in asked
    assert "Your own answer is missing" in asked
    agrees_to_names(cast, "lead", "colleague")
    agreed = said(client.get(page))
    assert "2 of 2 agree." in agreed
    assert "Show everyone’s ratings</button>" in agreed
    assert "You can show everyone’s ratings now." in said(client.get(cast.review.get_absolute_url()))


def test_whoever_submits_later_can_be_asked_about_names_too(cast: Cast) -> None:
    draft(cast, THREE, names_shown=False)
    start(cast)
    for who in THREE:
        rate(cast, who)
    page = f"{cast.review.get_absolute_url()}reveal/"
    client = sign_in(Client(), cast.lead.user)
    nobody = said(client.get(page))
    assert "Nobody has submitted yet." in nobody
    assert "with names or without: this page says which once they can be shown." in nobody
    assert "agrees to that" not in nobody
    with acting(cast.lead):
        assert not showing_of(cast.review).shows_names
    submit(cast, "lead")
    alone = said(client.get(page))
    assert "At least two people must have submitted before ratings can be shown." in alone
    assert "Show everyone’s ratings</button>" not in alone
    assert "Ask them" not in alone
    with acting(cast.lead):
        ask_about_names(by=standing(cast.lead, cast.review), at=NOON)
    submit(cast, "colleague")

    assert "Ask again those who have not answered" in said(client.get(page))
    for _ in range(3):
        with acting(cast.lead):
            ask_about_names(by=standing(cast.lead, cast.review), at=NOON)
    both = sorted([cast.lead.user.email, cast.colleague.user.email])
    assert asked_about_names(cast) == (both, 1), "once a day, however often the button is pressed"


def asked_about_names(cast: Cast) -> tuple[list[str], int]:
    """Who was written to about names, and how often the log says that they were asked."""
    with as_database_role("wellschool_migrate"):
        asked = OutboxEmail.objects.filter(once__startswith="names_asked:").values_list("to", flat=True)
        logged = AuditEvent.objects.filter(event="review.names_asked", trust=cast.trust).count()
        return sorted(asked), logged


def test_whoever_submits_again_is_asked_about_names_again(cast: Cast) -> None:
    """Taking ratings back takes back what was said about names; who has answered gets no second email."""
    hidden_and_one_removed(cast)
    with acting(cast.lead):
        ask_about_names(by=standing(cast.lead, cast.review), at=NOON)
    agrees_to_names(cast, "lead", "colleague")
    with acting(cast.colleague):
        recall_submission(by=standing(cast.colleague, cast.review), at=NOON)
    submit(cast, "colleague")
    tomorrow = NOON + timedelta(days=1)
    with acting(cast.lead):
        ask_about_names(by=standing(cast.lead, cast.review), at=tomorrow)

    again = [cast.colleague.user.email] * 2
    assert asked_about_names(cast) == (sorted([cast.lead.user.email, *again]), 2)


def test_an_answer_about_names_is_yes_or_no(cast: Cast) -> None:
    hidden_and_one_removed(cast)
    with acting(cast.lead):
        ask_about_names(by=standing(cast.lead, cast.review), at=NOON)
    client = sign_in(Client(), cast.colleague.user)

    answer = client.post(f"{cast.review.get_absolute_url()}names/answer/", {}, follow=True)

    assert "Say whether you agree. Nothing was recorded." in said(answer)
    with acting(cast.lead):
        assert Reviewer.objects.get(review=cast.review, membership=cast.colleague).names_consent is None


def test_a_set_up_that_was_opened_before_rating_began_is_refused_whole(cast: Cast) -> None:
    draft(cast, THREE, names_shown=False)
    page = Opened(cast.lead, f"/trusts/{cast.trust.slug}/reviews/{cast.review.uuid}/set-up/")
    start(cast)

    answer = page.send(title="Another title", names_shown="shown", academic_year="2027")

    assert answer.status_code == 422
    assert "Rating has begun since you opened that page, so nothing of it was saved" in said(answer)
    assert 'value="Another title"' in said(answer)
    with acting(cast.lead):
        assert Review.objects.get(pk=cast.review.pk).title != "Another title"
    (again,) = [form for form in forms_in(answer) if "title" in form.fields]
    assert page.client.post(page.url, filled(again)).status_code == 302
    with acting(cast.lead):
        assert Review.objects.get(pk=cast.review.pk).title == "Another title"


@pytest.mark.parametrize("stage", [Stage.DRAFT, Stage.RATING])
def test_people_are_held_before_the_review(cast: Cast, stage: Stage) -> None:
    """Who withdraws an invitation has the trust, then the invitation, and then asks for the review, too."""
    draft(cast, THREE)
    if stage == Stage.RATING:
        start(cast)
    with acting(cast.lead), CaptureQueriesContext(connection) as asked:
        hold_still(standing(cast.lead, cast.review).review)
    locks = [re.search(r'FROM "(\w+)"', q["sql"])[1] for q in asked if " FOR " in q["sql"]]
    assert locks == ["accounts_trust", "reviews_review"]


def test_a_review_is_cancelled_as_far_as_it_was_seen(cast: Cast) -> None:
    review_at(cast, Stage.RATING)
    page = Opened(cast.lead, f"{cast.review.get_absolute_url()}cancellation/")
    submit(cast, *THREE)
    reveal(cast)

    answer = page.send()
    assert answer.status_code == 409
    assert "Changed since you opened this page: how far this self-review is. It was not cancelled." in said(answer)
    assert "Ratings that have been shown stay visible" in said(answer)
    assert stage_of(cast) == Stage.COMPARING
    assert page.send().status_code == 302
    assert stage_of(cast) == Stage.CANCELLED


def test_of_two_who_show_the_second_is_told_that_it_is_done(cast: Cast) -> None:
    draft(cast, THREE, names_shown=True)
    start(cast)
    for who in THREE:
        rate(cast, who)
    submit(cast, *THREE)
    first, second = (Opened(cast.lead, f"{cast.review.get_absolute_url()}reveal/") for _ in range(2))

    assert first.send().status_code == 302
    answer = second.client.post(second.url, filled(second.form), follow=True)
    assert answer.redirect_chain[0][0] == cast.review.get_absolute_url()
    assert "The review has moved on" in said(answer)


def test_an_advisor_is_assigned_to_the_trusts_that_were_seen(cast: Cast, manager: YstPerson) -> None:
    advisor = yst_person("Vi Asante")
    page = Opened(manager, "/yst/assignments/")
    trust_with(manager, "birch-hill", name="Birch Hill Schools")

    answer = page.send(advisor_to=str(advisor.pk), alone="no")
    assert answer.status_code == 409
    assert "Somebody has changed these trusts since you opened this page. Nobody was assigned." in said(answer)
    assert page.send(advisor_to=str(advisor.pk), alone="no").status_code == 302
    with acting(manager):
        again = assign_many(trusts=[cast.trust], advisor=advisor, alone=False, by=manager, at=NOON)
    assert again == (0, 0)


def test_an_advisor_replaces_only_those_who_were_seen(cast: Cast, manager: YstPerson) -> None:
    advisor, other = yst_person("Vi Asante"), yst_person("Ada Reed")
    page = Opened(manager, "/yst/assignments/")
    with acting(manager):
        assign_many(trusts=[cast.trust], advisor=other, alone=False, by=manager, at=NOON)

    answer = page.send(advisor_to=str(advisor.pk), alone="yes")
    assert answer.status_code == 409
    assert "Somebody has changed the advisors of these trusts since you opened this page." in said(answer)
    with acting(manager):
        assert assign_many(trusts=[cast.trust], advisor=other, alone=False, by=manager, at=NOON) == (0, 0)
