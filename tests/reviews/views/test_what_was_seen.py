"""Buttons that settle something for everybody act on what their page showed, and on nothing else."""

import re
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from accounts.models import Membership, YstPerson
from accounts.operations import assign_many
from reviews.lifecycle import Stage
from reviews.models import AgreedLevel, NextStep, Review
from reviews.operations import confirm_unanimous, take_back_unanimous
from tests.builders import (
    NOON,
    Cast,
    acting,
    agree_all,
    draft,
    rate,
    refresh,
    review_at,
    standing,
    start,
    submit,
    trust_with,
    yst_person,
)
from tests.filling import VERSION, filled, forms_in
from tests.signing_in import sign_in

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
    assert "this has changed: statement 1.1; next steps. Nothing was signed off." in said(answer)
    assert "Seen again in June." in said(answer)
    assert "Changed</span>" in said(answer)
    assert stage_of(settled) == Stage.COMPARING
    with acting(settled.lead):
        assert NextStep.objects.filter(review=settled.review).exists()

    assert page.send().status_code == 302
    assert stage_of(settled) == Stage.AGREED


@pytest.mark.parametrize("version", ["", "1.1=000000000000", "=", "x" * 5000])
def test_a_signature_under_an_unknown_page_signs_nothing(settled: Cast, version: str) -> None:
    page = Opened(settled.executive, f"{settled.review.get_absolute_url()}sign-off/")

    assert page.send(**{VERSION: version}).status_code == 409
    assert stage_of(settled) == Stage.COMPARING


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
    assert "this has changed: title; names. Rating has not started." in said(answer)
    assert stage_of(cast) == Stage.DRAFT

    assert page.send().status_code == 302
    assert stage_of(cast) == Stage.RATING


def test_ratings_are_shown_as_it_was_seen(cast: Cast) -> None:
    three = ("lead", "colleague", "second")
    draft(cast, three, names_shown=True)
    start(cast)
    for who in three:
        rate(cast, who)
    submit(cast, "lead", "colleague")
    page = Opened(cast.lead, f"{cast.review.get_absolute_url()}reveal/")
    submit(cast, "second")

    answer = page.send(reason="away")
    assert answer.status_code == 409
    assert "this has changed: who has submitted. Nothing is shown yet." in said(answer)
    assert stage_of(cast) == Stage.RATING

    assert page.send().status_code == 302
    assert stage_of(cast) == Stage.COMPARING


def test_an_advisor_is_assigned_to_the_trusts_that_were_seen(cast: Cast, manager: YstPerson) -> None:
    advisor = yst_person("Vi Asante")
    page = Opened(manager, "/yst/assignments/")
    trust_with(manager, "birch-hill", name="Birch Hill Schools")

    answer = page.send(advisor_to=str(advisor.pk), alone="no")
    assert answer.status_code == 409
    assert "other trusts than you saw" in said(answer)
    assert page.send(advisor_to=str(advisor.pk), alone="no").status_code == 302
    with acting(manager):
        again = assign_many(trusts=[cast.trust], advisor=advisor, alone=False, by=manager, at=NOON)
    assert again == (0, 0)
