"""Buttons that settle something for everybody act on what their page showed, and on nothing else."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import YstPerson
from accounts.operations import assign_many
from reviews.lifecycle import Stage
from reviews.plan.models import NextStep
from reviews.review.models.agreed_level import AgreedLevel
from reviews.review.models.review import Review
from reviews.review.operations.agreeing import confirm_unanimous, take_back_unanimous
from reviews.review.operations.stages import hold_still
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
from tests.filling import VERSION, Opened, filled, forms_in, said
from tests.signing_in import sign_in

THREE = ("lead", "colleague", "second")
FIRST = {"level": "3", "rationale": "Seen again in June.", "left_open_reason": "", "why": "", "dissent": ""}


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
