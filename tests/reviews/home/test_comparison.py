"""The comparison page: what is shown of it, for one to eight reviewers, and what a filter asks for."""

import re

import pytest
from django.http import QueryDict
from django.test import Client

from accounts.models import Membership
from frameworks.content import content_of
from reviews.lifecycle import Stage
from reviews.review.comparison import Comparison, comparison_of
from reviews.review.forms.comparing import filters_in
from tests.builders import Cast, acting, agree_all, draft, rate, reveal, review_at, start, submit


def page_of(cast: Cast, who: Membership, query: str = "") -> str:
    client = Client()
    client.force_login(who.user)
    answer = client.get(f"{cast.review.get_absolute_url()}comparison/{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def codes(page: str) -> list[str]:
    """The statements in the tables, in order."""
    return re.findall(r'statements/(\d\.\d)/"><span class="code">', page)


def comparison(cast: Cast) -> Comparison:
    with acting(cast.lead):
        return comparison_of(cast.review)


@pytest.fixture
def comparing(cast: Cast) -> Cast:
    """Names are shown; lead and second stand at opposite ends on every third statement but one."""
    who = ("lead", "colleague", "second")
    draft(cast, who, names_shown=True)
    start(cast)
    rate(cast, "lead", secret="secret-lead")
    rate(cast, "colleague", secret="secret-colleague")
    rate(cast, "second", lambda n: None if n % 10 == 9 else 3 - n % 3, secret="secret-second")
    submit(cast, *who)
    reveal(cast)
    return cast


def test_each_order_shows_every_statement_once(comparing: Cast) -> None:
    for order in ("gap", "domain", "pillar", "nonsense"):
        shown = codes(page_of(comparing, comparing.executive, f"?order={order}"))
        assert len(set(shown)) == len(shown) == 42, order
    by_pillar = codes(page_of(comparing, comparing.lead, "?order=pillar"))
    assert by_pillar[0].startswith("1.")
    assert by_pillar[-1].startswith("4.")  # Live Well comes last


@pytest.mark.parametrize(
    ("query", "fits"),
    [
        ("domain=3", lambda row: row.statement.domain_number == 3),
        ("pillar=well-culture", lambda row: row.statement.domain_number in (1, 2, 6, 7)),
        ("band=wide", lambda row: row.band == "wide"),
        ("cant_say=on", lambda row: row.cant_say),
        ("notes=on&domain=2", lambda row: row.has_notes and row.statement.domain_number == 2),
        ("unsettled=on&band=same", lambda row: not row.is_settled and row.band == "same"),
        ("domain=99&band=nonsense", lambda row: True),
    ],
)
def test_a_filter_shows_what_it_says(comparing: Cast, query: str, fits: object) -> None:
    wanted = {row.statement.code for row in comparison(comparing).rows if fits(row)}

    assert set(codes(page_of(comparing, comparing.lead, f"?{query}"))) == wanted
    assert wanted


def test_a_filter_that_nothing_fits_says_so_and_how_to_go_on(comparing: Cast) -> None:
    page = page_of(comparing, comparing.lead, "?domain=7&pillar=live-well")

    assert codes(page) == []
    assert "No statement fits" in page
    assert "Show all 42 statements" in page


def test_what_is_not_on_offer_is_said_and_everything_is_shown(comparing: Cast) -> None:
    page_of(comparing, comparing.lead)  # whose form is remembered
    page = page_of(comparing, comparing.lead, "?domain=99&notes=on")

    assert "What was chosen for “Domain” is not on offer any more. Choose again." in page
    assert "What was chosen" not in page_of(comparing, comparing.lead, "?domain=2&notes=on")


def test_another_order_or_view_keeps_the_filter(comparing: Cast) -> None:
    page = page_of(comparing, comparing.lead, "?band=near&by=person")

    assert "?by=person&amp;order=domain&amp;band=near" in page
    assert "?order=gap&amp;band=near" in page


def test_what_is_kept_of_an_address_is_what_is_valid(comparing: Cast) -> None:
    query = QueryDict("domain=3&band=bad&notes=on&order=domain&by=person")
    filters = filters_in(query, content_of(comparing.review.version_id))

    assert filters.query == "domain=3&notes=on"


def test_notes_and_ideas_stand_beside_one_another_with_who_wrote_them(comparing: Cast) -> None:
    page = page_of(comparing, comparing.lead, "?domain=1&order=domain")

    notes = re.search(r'class="voices voices--beside".*?</ul>', page, re.DOTALL)[0]
    for who in ("Priya Nair", "Sarah Okafor", "Joe Bennett"):
        assert f"<strong>{who}, " in notes
    assert "secret-second evidence 1.1" in notes
    assert "<em>Next step:</em> secret-lead idea 1.1" in notes


def test_one_reviewer_is_called_one_persons_view(cast: Cast) -> None:
    review_at(cast, Stage.COMPARING, reviewers=("colleague",), names_shown=True)
    page = page_of(cast, cast.lead)

    assert "One person’s view" in page
    assert "How far apart you are" not in page
    assert "your views are" not in page
    assert len(codes(page)) == 42


def test_where_names_are_hidden_nothing_names_anybody(cast: Cast) -> None:
    review_at(cast, Stage.COMPARING, secrets=True)
    agree_all(cast)
    page = page_of(cast, cast.executive, "?by=person&order=pillar")

    for who in ("Priya Nair", "Sarah Okafor", "Joe Bennett"):
        assert who not in page
    assert "Colleague A" in page
    assert "By person" not in page
    assert "Names are hidden, as promised on 2 November 2026. Letters are shuffled for each statement" in page


def test_reviewers_left_out_are_named_only_where_names_are_shown(cast: Cast) -> None:
    draft(cast, ("lead", "colleague", "second", "bystander"))
    start(cast)
    for who in ("lead", "colleague", "second"):
        rate(cast, who)
    submit(cast, "lead", "colleague", "second")
    reveal(cast, early_reason="away")
    page = page_of(cast, cast.lead)

    assert "One reviewer has not submitted. Their ratings are left out." in page
    assert "Maya Lund" not in page


def test_what_few_could_say_is_marked(cast: Cast) -> None:
    draft(cast, ("lead", "colleague", "second"), names_shown=True)
    start(cast)
    rate(cast, "lead", lambda n: 2)
    rate(cast, "colleague", lambda n: None if n < 3 else 2)
    rate(cast, "second", lambda n: None if n < 2 else 2)
    submit(cast, "lead", "colleague", "second")
    reveal(cast)
    agree_all(cast)

    assert [row.statement.code for row in comparison(cast).agreed_by_few] == ["1.1"]
    page = page_of(cast, cast.lead)
    assert "Agreed, but few could say" in page
    assert "Somebody could not say on 3 of 42 statements" in page
