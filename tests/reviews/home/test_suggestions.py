"""Taking colleagues' suggestions into the plan: the text is copied, several are merged, and nothing is linked."""

import re

import pytest
from django.test import Client

from reviews.lifecycle import Stage
from reviews.plan.models import NextStep
from tests.builders import Cast, acting, review_at


@pytest.fixture
def named(cast: Cast) -> Cast:
    review_at(cast, Stage.COMPARING, names_shown=True, secrets=True)
    return cast


def browser(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.lead.user)
    return client


def form_text(cast: Cast, query: str) -> str:
    answer = browser(cast).get(f"{cast.review.get_absolute_url()}statements/1.1/next-steps/{query}")
    return re.search(r'<textarea name="text"[^>]*>\s*(.*?)</textarea>', answer.content.decode(), re.DOTALL)[1]


def test_one_suggestion_is_copied_into_the_form(named: Cast) -> None:
    assert form_text(named, "?from=1") == "secret-lead idea 1.1"


def test_of_several_all_texts_are_kept(named: Cast) -> None:
    text = form_text(named, "?from=0&from=2")

    assert text.split("\n") == ["secret-second idea 1.1", "secret-colleague idea 1.1"]


@pytest.mark.parametrize("query", ["?from=99", "?from=-1", "?from=one", "?from=", "?from=0000000000001"])
def test_a_suggestion_that_is_not_there_leaves_the_form_empty(named: Cast, query: str) -> None:
    assert form_text(named, query) == ""


def test_whose_it_was_is_said_only_where_names_are_shown(named: Cast) -> None:
    page = browser(named).get(f"{named.review.get_absolute_url()}statements/1.1/").content.decode()

    assert re.findall(r'choice__hint">([^<]+)<', page)[:3] == ["Joe Bennett", "Priya Nair", "Sarah Okafor"]


def test_where_names_are_hidden_nobody_is_said(cast: Cast) -> None:
    review_at(cast, Stage.COMPARING, secrets=True)
    page = browser(cast).get(f"{cast.review.get_absolute_url()}statements/1.1/").content.decode()
    suggestions = re.search(r"Colleagues’ suggestions.*?</fieldset>", page, re.DOTALL)[0]

    assert suggestions.count("idea 1.1") == 3
    assert "Colleague " not in suggestions
    assert "choice__hint" not in suggestions


def test_a_step_made_of_a_suggestion_holds_its_text_and_statement_and_no_more(named: Cast) -> None:
    body = {
        "text": form_text(named, "?from=0"),
        "owner": "",
        "owner_name": "",
        "due_on": "",
        "half_term": "",
        "priority": 2,
    }
    browser(named).post(f"{named.review.get_absolute_url()}statements/1.1/next-steps/", body)

    with acting(named.lead):
        step = NextStep.objects.get(review=named.review)
    assert step.text == "secret-second idea 1.1"
    assert {f.name for f in NextStep._meta.get_fields() if f.is_relation} == {
        "trust", "review", "statement", "domain", "owner", "updates",
    }  # fmt: skip
