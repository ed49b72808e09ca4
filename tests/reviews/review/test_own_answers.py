"""Checking one's answers: how many of what, what is missing, and the way to submit; and the review's first page."""

import re

import pytest
from django.test import Client

from frameworks.content import content_of
from reviews.lifecycle import Stage
from tests.builders import Cast, draft, rate, review_at, start, submit
from tests.signing_in import sign_in

SUBMIT = '<button type="submit" class="button">Submit my ratings</button>'


@pytest.fixture
def rating(cast: Cast) -> Cast:
    draft(cast)
    start(cast)
    return cast


def url_of(cast: Cast, path: str = "") -> str:
    return f"/trusts/{cast.trust.slug}/reviews/{cast.review.uuid}/{path}"


def html_of(cast: Cast, path: str = "") -> str:
    return sign_in(Client(), cast.colleague.user).get(url_of(cast, path)).content.decode()


def words(html: str) -> str:
    """What a page says, without its marks."""
    return " ".join(re.sub(r"<[^>]*>", " ", html).split())


def test_totals_come_first(rating: Cast) -> None:
    rate(rating, "colleague", lambda n: (1, 2, 3, None)[n % 4], only=range(40))
    html = html_of(rating, "answers/")

    assert "Emerging 10 Established 10 Embedded 10 Can’t say 10 No answer 2" in words(html)
    assert html.index("How you answered") < html.index("domain-1")


def test_gaps_are_linked_and_say_why_it_cannot_be_submitted(rating: Cast) -> None:
    rate(rating, "colleague", only=range(40))
    html = html_of(rating, "answers/")
    first = content_of(rating.review.version_id).statements[40]

    assert SUBMIT not in html
    assert "You can submit once every statement has an answer" in html
    link = f'href="{url_of(rating)}rating/7/?from=answers#statement-{first.id}"'
    assert html.count(link) == 3  # at the top, in its row, and at the bottom
    assert f"Go to the first, statement {first.code}" in html[html.rindex("Not yet: 2 statements without an answer") :]


def test_it_can_be_submitted_at_the_top_and_at_the_bottom(rating: Cast) -> None:
    rate(rating, "colleague")
    html = html_of(rating, "answers/")

    assert html.count(SUBMIT) == 2
    assert html.index(SUBMIT) < html.index("domain-1") < html.index("domain-7") < html.rindex(SUBMIT)


def test_a_row_has_one_short_link_with_a_name_of_its_own(rating: Cast) -> None:
    rate(rating, "colleague", only=range(1))
    html = html_of(rating, "answers/")

    assert html.count("Change<span") == 1
    assert "Change your answer to statement 1.1" in words(html)
    assert "Answer statement 1.2" in words(html)
    assert not re.search(r"<a[^>]*>\s*Our Trust puts", html)


def test_without_a_script_one_goes_back_to_checking(rating: Cast) -> None:
    first = content_of(rating.review.version_id).statements[0].id
    body = {"person": rating.colleague.user_id, f"level-{first}": "2", f"version-{first}": "0"}
    client = sign_in(Client(), rating.colleague.user)
    page = client.get(url_of(rating, "rating/1/?from=answers")).content.decode()
    answer = client.post(url_of(rating, "rating/1/?from=answers"), body)

    assert re.search(r'form="rate">\s*Back to check your answers\s*</button>', page)
    assert answer["Location"] == f"{url_of(rating)}answers/#domain-1"


def test_the_last_domain_leads_to_the_answers(rating: Cast) -> None:
    assert re.search(r'form="rate">\s*Check your answers\s*</button>', html_of(rating, "rating/7/"))
    assert re.search(r'form="rate">\s*Save and continue', html_of(rating, "rating/6/"))


def test_cant_say_is_answered_not_rated(rating: Cast) -> None:
    rate(rating, "colleague", lambda n: None)
    page, home = words(html_of(rating, "rating/1/")), words(html_of(rating))

    assert "6 of 6 answered" in page
    assert "42 of 42 answered" in page
    assert home.count("All answered") == 7
    assert not re.search(r"\d rated|All rated", page + home)


def test_before_you_begin_stands_first_until_something_is_rated(rating: Cast) -> None:
    html = html_of(rating)
    assert html.index("Before you begin") < html.index("Rate the first domain") < html.index("Domains</h2>")

    rate(rating, "colleague", only=range(1))
    html = html_of(rating)
    assert "Before you begin" not in html
    assert html.index("Domains</h2>") < html.index("Who asks, and who sees what and when")


def test_who_sees_what_is_folded_after_submitting(rating: Cast) -> None:
    rate(rating, "colleague")
    submit(rating, "colleague")
    html = html_of(rating)

    assert "Before you begin" not in html
    assert "<details>" in html[: html.index("Who asks, and who sees what and when")]


def test_the_leads_start_and_ones_own_have_different_names(cast: Cast) -> None:
    draft(cast)
    lead = sign_in(Client(), cast.lead.user)
    assert "Start rating for everyone</button>" in lead.get(url_of(cast, "start/")).content.decode()

    start(cast)
    home = lead.get(url_of(cast)).content.decode()
    assert "Rate the first domain" in home
    assert "Start rating" not in home


def test_a_pillar_is_called_one(rating: Cast) -> None:
    assert "Pillar: Move Well" in html_of(rating, "rating/3/")


def test_ratings_and_form_stand_side_by_side(cast: Cast) -> None:
    review_at(cast, Stage.COMPARING)
    html = html_of(cast, "statements/1.1/")

    assert html.index("statement-page") < html.index("Everyone’s ratings</h2>") < html.index("What we agree</h2>")
