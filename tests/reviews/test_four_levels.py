"""A framework of four levels, without pillars, goes the whole way: only its own data knows what it is made of."""

import re
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pymupdf
import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from accounts.isolation.roles import as_database_role
from accounts.models import Membership, YstPerson
from accounts.refusals import Refused
from frameworks.content import Content, content_of
from frameworks.loading import load_framework
from reviews.lifecycle import Stage
from reviews.plan.operations import StepContent, add_next_step
from reviews.releases.models import Release
from reviews.releases.operations import request_release
from reviews.releases.words import WORDS
from reviews.reports import maker_of
from reviews.reports.choices import OFFERS, Choices
from reviews.reports.kinds import Format, Kind
from reviews.review.comparison import comparison_of
from reviews.review.models.agreed_level import AgreedLevel
from reviews.review.models.rating import Rating
from reviews.review.models.snapshot import Snapshot
from reviews.review.operations.agreeing import agree_statement, confirm_unanimous, leave_rest_open
from reviews.review.operations.rating import Answer, save_rating
from tests.builders import NOON, Cast, acting, draft, finish, rate, reveal, share, standing, start, submit
from tests.reviews.reports.library import ALL, keeps_to_its_form, made_of
from tests.reviews.reports.worlds import order
from tests.signing_in import sign_in

FOLDER = Path(__file__).parent.parent / "frameworks/four-levels/1"
NAMES = ["Not yet", "Beginning", "Usual", "Leading"]
OF_THREE = ("Emerging", "Established", "Embedded")
RATED = {"lead": (1, 4, 2, 3, 4, 1, 4), "colleague": (4, 4, 3, 3, 1, None, 4), "second": (2, 4, 2, 3, 4, None, 4)}


@pytest.fixture
def content(cast: Cast) -> Content:
    """The framework, published beside the one that ships."""
    with as_database_role("wellschool_migrate"):
        version, _ = load_framework(folder=FOLDER, at=NOON)
    return content_of(version.pk)


@pytest.fixture
def rated(cast: Cast, content: Content) -> Cast:
    """Three have rated and submitted."""
    draft(cast, framework_id=content.framework_id)
    start(cast)
    for who, levels in RATED.items():
        rate(cast, who, lambda n, levels=levels: levels[n])
    submit(cast, *RATED)
    return cast


@pytest.fixture
def signed_off(rated: Cast, content: Content) -> Cast:
    """One agreed by hand, the unanimous together, the rest left open; then signed off."""
    reveal(rated)
    with acting(rated.lead):
        by = standing(rated.lead, rated.review)
        confirm_unanimous(by=by, at=NOON)
        agree_statement(
            statement=content.by_code["1.1"], level=2, rationale="Seen at two sites.", left_open_reason="",
            why="evidence", dissent="One of us would say Leading.", expected=0, by=by, at=NOON,
        )  # fmt: skip
        leave_rest_open(reason="After the spring visits.", by=by, at=NOON)
        add_next_step(content=StepContent("Ask both clubs.", content.by_code["2.1"].id), by=by, at=NOON)
    finish(rated)
    return rated


def text_of(made: bytes, format: str) -> str:
    """All that can be read in a file."""
    if format == Format.PDF:
        with pymupdf.open(stream=made) as pdf:
            return "".join(page.get_text() for page in pdf)
    if made.startswith(b"PK"):
        with ZipFile(BytesIO(made)) as parts:
            return "".join(parts.read(name).decode() for name in parts.namelist() if name.endswith((".xml", ".csv")))
    return made.decode()


def page(who: Membership | YstPerson, name: str, *args: Any, **query: Any) -> str:
    answer = sign_in(Client(), who.user).get(reverse(name, args=args), query)
    assert answer.status_code == 200, answer
    return answer.content.decode()


def of_review(cast: Cast, who: str, name: str, *args: Any, **query: Any) -> str:
    return page(cast.people[who], f"reviews:{name}", cast.trust.slug, cast.review.uuid, *args, **query)


def test_its_levels_and_domains_are_read_from_its_file(content: Content) -> None:
    assert list(content.scale.names) == NAMES
    assert content.scale.in_place_words == "Usual or Leading"
    assert (content.pillars, len(content.domains), len(content.statements)) == ((), 2, 7)


def test_whoever_sets_up_chooses_among_frameworks(cast: Cast, content: Content) -> None:
    lead = sign_in(Client(), cast.lead.user)
    url = reverse("reviews:review_create", args=[cast.trust.slug])
    assert "Community Reach" in lead.get(url).content.decode()
    body = {"title": "Reach", "academic_year": 2026, "term": "year", "names_shown": "hidden",
            "framework_id": content.framework_id, "reviewers": [cast.lead.pk]}  # fmt: skip

    answer = lead.post(url, body, follow=True)

    assert "The self-review is set up." in answer.content.decode()
    again = lead.post(url, {**body, "title": "Reach again"})
    assert "Community Reach" not in again.content.decode()  # one of a framework at a time: it is not offered


def test_one_of_each_framework_can_be_in_progress(cast: Cast, content: Content) -> None:
    ours = draft(cast)
    theirs = draft(cast, framework_id=content.framework_id)

    assert ours.framework_id != theirs.framework_id
    with pytest.raises(Refused):
        draft(cast, framework_id=content.framework_id)


def test_rating_offers_its_levels_and_stores_the_fourth(cast: Cast, content: Content) -> None:
    draft(cast, framework_id=content.framework_id)
    start(cast)
    html = of_review(cast, "lead", "rating_update", 1)
    assert [name for name in NAMES if name in html] == NAMES
    assert not [name for name in OF_THREE if name in html]
    assert "<kbd>5</kbd> if you can’t say" in html
    assert "Pillar" not in html
    first = content.statements[0].id
    body = {"only": first, "person": cast.lead.user_id, f"level-{first}": "4", f"version-{first}": "0"}
    client, url = (
        sign_in(Client(), cast.lead.user),
        reverse("reviews:rating_update", args=[cast.trust.slug, cast.review.uuid, 1]),
    )

    assert client.post(url, body, headers={"HX-Request": "true"}).status_code == 200
    refused = client.post(url, {**body, f"level-{first}": "5", f"version-{first}": "1"}, headers={"HX-Request": "true"})

    assert refused.status_code == 422
    assert "Choose Not yet, Beginning, Usual, Leading or" in refused.content.decode()
    with acting(cast.lead):
        assert Rating.objects.get(review=cast.review).level == 4


def test_the_database_keeps_a_level_that_the_version_has_not(cast: Cast, content: Content) -> None:
    draft(cast)
    start(cast)
    ours = content_of(cast.review.version_id).statements[0]
    with pytest.raises(Refused, match="one of the levels"), acting(cast.lead):
        save_rating(review=cast.review.uuid, statement_id=ours.id, answer=Answer(level=4), expected=0)


def test_it_is_compared_over_all_its_levels(rated: Cast) -> None:
    reveal(rated)
    with acting(rated.lead):
        found = comparison_of(rated.review)
    by_code = {row.statement.code: row for row in found.rows}
    assert by_code["1.1"].band_words == "two levels apart or more"
    assert by_code["1.2"].proposed == 4
    html = of_review(rated, "lead", "comparison_detail", order="pillar")
    assert "Two levels apart or more: talk about these first" in html
    assert "3 levels" in html
    assert "pillar" not in html.lower()
    assert not [name for name in OF_THREE if name in html]
    of_review(rated, "lead", "comparison_detail", order="domain")


def test_a_statement_is_agreed_at_the_fourth_level_and_no_other_kind(rated: Cast, content: Content) -> None:
    reveal(rated)
    html = of_review(rated, "colleague", "agreed_level_update", "1.1")
    assert [name for name in NAMES if name in html] == NAMES
    url = reverse("reviews:agreed_level_update", args=[rated.trust.slug, rated.review.uuid, "1.1"])
    body = {"level": "4", "rationale": "Seen.", "left_open_reason": "", "why": "", "dissent": ""}
    client = sign_in(Client(), rated.colleague.user)

    assert client.post(url, {**body, "level": "5"}).status_code == 422
    assert client.post(url, body).status_code == 302

    with acting(rated.lead):
        assert AgreedLevel.objects.get(review=rated.review).level == 4


def test_what_was_signed_off_is_read_with_its_own_words(signed_off: Cast, content: Content) -> None:
    html = of_review(signed_off, "trustee", "results_detail")
    assert "Beginning" in html
    assert "left open; 2 are Leading" in html, re.findall("[^>]*are Leading[^<]*", html)
    for who, name in (("lead", "outcome_detail"), ("lead", "answer_list"), ("executive", "sharing_update"),
                      ("lead", "review_detail"), ("lead", "plan_detail"), ("executive", "report_list")):  # fmt: skip
        assert not [level for level in OF_THREE if level in of_review(signed_off, who, name)], name
    offered = of_review(signed_off, "lead", "report_create", "full")
    assert f"The {content.framework_name} framework" in offered


def test_every_report_is_made_of_it(signed_off: Cast, content: Content) -> None:
    with acting(signed_off.lead):
        snapshot = Snapshot.objects.get(review=signed_off.review)
    for kind, offer in OFFERS.items():
        telling = bool(offer.telling)
        choices = ALL if telling else Choices()
        audience = "own" if kind == Kind.ANSWERS else "comparison" if telling else "members"
        for format in offer.formats:
            asked = order(
                signed_off, snapshot, kind=kind, format=format, audience=audience, choices=choices,
                user_id=signed_off.lead.user_id,
            )  # fmt: skip
            with acting(signed_off.lead):
                read = maker_of(kind, format).read(asked)
            made = made_of(kind, format, read).content
            if kind == Kind.WHOLE:
                keeps_to_its_form(made)
            text = text_of(made, format)
            assert text, (kind, format)
            assert not [name for name in OF_THREE if name in text], (kind, format)
            if kind in (Kind.FULL, Kind.BOARD, Kind.LEVELS):
                assert "Leading" in text, (kind, format)


def test_a_release_refuses_it_in_words(signed_off: Cast, content: Content, manager: YstPerson) -> None:
    share(signed_off, "releases")
    after = datetime(2027, 10, 1, 12, tzinfo=UTC)
    with acting(manager):
        with pytest.raises(Refused) as refused:
            request_release(academic_year=2026, version_id=content.version_id, by=manager, at=after)
        assert refused.value.words == WORDS["P0N05"]
        with pytest.raises(DatabaseError) as by_database, transaction.atomic():
            Release.objects.create(
                academic_year=2026, version_id=content.version_id, asked_by=manager.user, asked_by_name="Max"
            )
    assert by_database.value.__cause__.sqlstate == "P0N05"
    assert "Community Reach" not in page(manager, "reviews:release_create")


def test_what_it_shares_is_seen_at_yst_in_its_own_words(signed_off: Cast, manager: YstPerson) -> None:
    share(signed_off)
    html = page(manager, "reviews:portfolio_trust_detail", signed_off.trust.slug)
    assert "Beginning" in html
    assert not [name for name in OF_THREE if name in html]
    assert page(manager, "reviews:portfolio_detail")


def test_an_earlier_review_of_another_framework_is_not_the_one_before(signed_off: Cast, content: Content) -> None:
    ours = draft(signed_off)
    assert ours.previous_id is None
    assert signed_off.review.stage == Stage.DRAFT
