"""A word in one reviewer's note and suggestion is nowhere for anybody else before ratings are shown (attack 51)."""

import logging
from collections.abc import Iterator

import psycopg
import pytest
from django.db import DatabaseError, connection
from django.test import Client

from frameworks.content import content_of
from reviews.reports.models import Report, ReportFile
from reviews.reports.operations import Wanted, request_report
from reviews.reports.tasks import render_report
from reviews.review.forms import rating as rating_form
from tests.builders import acting, standing
from tests.isolation.databases import connect
from tests.isolation.pages import stores
from tests.isolation.pages.asking import ROLES, browser
from tests.isolation.pages.routes import address, routes
from tests.isolation.pages.worlds import LATER, RATERS, World, secret
from wellschool.database.testing.base import as_role

WORD = "axolotl-of-one-reviewer"
STAGE = "rating"
OTHERS = [role for role in ROLES if role != "reviewer"]


@pytest.fixture(autouse=True)
def _everything_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)


def saved(world: World, *, only: int = 0, word: str = WORD, version: int = 1, level: str = "2", person: int = 0) -> int:
    """The status of the colleague's autosave of one statement, with the word in its note and suggestion."""
    colleague, place = world.casts[STAGE].colleague, world.places[STAGE]
    statement = content_of(place.version_id).statements[only].id
    body = {
        "only": statement, "person": person or colleague.user_id, f"level-{statement}": level,
        f"note-{statement}": f"{word} noted", f"suggestion-{statement}": f"{word} suggested",
        f"version-{statement}": version,
    }  # fmt: skip
    return browser(world, STAGE, "reviewer").post(address("reviews:rating_update", place), body).status_code


def asked(client: Client, world: World) -> Iterator[tuple[str, str]]:
    """Every address of the review, as a page and as a fragment, and all that it answers."""
    for route, names in routes().items():
        if "trust_slug" in names and not route.startswith("demo"):
            for headers in ({}, {"HX-Request": "true"}):
                answer = client.get(address(route, world.places[STAGE]), headers=headers)
                yield route, f"{answer.content.decode()} {answer.headers}"


@pytest.mark.parametrize("role", OTHERS)
def test_no_address_shows_it_to_anybody_else(undone: World, role: str) -> None:
    assert saved(undone) == 200

    found = {route for route, text in asked(browser(undone, STAGE, role), undone) if WORD in text}

    assert found == set()


def test_its_reviewer_finds_it(undone: World) -> None:
    assert saved(undone) == 200

    found = {route for route, text in asked(browser(undone, STAGE, "reviewer"), undone) if WORD in text}

    assert found == {"reviews:rating_update", "reviews:answer_list", "reviews:answer_print"}


def kept_and_said(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> str:
    """Everything outside the table of ratings."""
    delivered = stores.delivered(monkeypatch)
    return f"{delivered} {stores.rows()} {stores.sessions()} {stores.cached()} {caplog.text}"


def test_nothing_keeps_it_but_the_rating(
    undone: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    lead = undone.casts[STAGE].lead.user_id
    assert [saved(undone), saved(undone, only=1, level="9"), saved(undone, only=2, version=7)] == [200, 422, 409]
    assert [saved(undone, only=3, person=lead), saved(undone, only=4, level="8", word=WORD + "\0")] == [401, 422]
    body = {
        f"{name}-{content_of(undone.places[STAGE].version_id).statements[0].id}": WORD for name in ("note", "version")
    }
    page = browser(undone, STAGE, "reviewer").post(address("reviews:rating_update", undone.places[STAGE]), body)
    assert page.status_code == 403

    assert WORD not in kept_and_said(monkeypatch, caplog)
    with connection.cursor() as cursor:  # and this is how it would be found
        cursor.execute("reset role; set role wellschool_migrate")
        cursor.execute("select count(*) from reviews_rating r where r::text like %s", [f"%{WORD}%"])
        assert cursor.fetchone() == (1,)
        cursor.execute("set role wellschool_web")


def test_a_save_that_fails_is_logged_without_its_values(
    undone: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(rating_form, "posted_level", lambda raw, scale: 7)  # the database's constraint refuses it

    assert saved(undone, level="1") == 409

    assert WORD not in kept_and_said(monkeypatch, caplog)


def test_the_error_page_does_not_say_it(undone: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(**_: object) -> int:
        raise DatabaseError(WORD)

    monkeypatch.setattr("reviews.review.views.rating.save_rating", broken)
    colleague, place = browser(undone, STAGE, "reviewer"), undone.places[STAGE]
    first = content_of(place.version_id).statements[0].id
    body = {"person": undone.casts[STAGE].colleague.user_id, f"note-{first}": WORD, f"version-{first}": "1"}

    answer = colleague.post(address("reviews:rating_update", place), body)

    assert answer.status_code == 500
    assert "Something went wrong on our side" in answer.content.decode()
    assert WORD not in answer.content.decode()


def test_the_database_server_does_not_log_a_statement_that_fails(
    undone: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rating_form, "posted_level", lambda raw, scale: 7)
    with connect(undone.database) as superuser, pytest.raises(psycopg.DataError):
        superuser.execute("select 'errors-are-logged-here'::int")

    assert saved(undone, level="1", word="capybara-of-one-reviewer") == 409

    log = stores.logs_of_servers()
    assert "errors-are-logged-here" in log
    assert "capybara-of-one-reviewer" not in log


def test_a_report_tells_nothing_of_any_rating(undone: World, caplog: pytest.LogCaptureFixture) -> None:
    cast = undone.casts["agreed"]
    with acting(cast.trustee):
        report = request_report(wanted=Wanted(), by=standing(cast.trustee, cast.review), at=LATER)
    with as_role(connection, "wellschool_worker"):
        render_report()
    with acting(cast.trustee):
        assert Report.objects.get(pk=report.pk).status == "done"
        text = stores.text_of(bytes(ReportFile.objects.get(report=report).content))

    assert "Seeninnineschools" in text
    words = [*(secret("agreed", who) for who in RATERS), "One of us would say", "Sarah Okafor chose"]
    assert [word for word in words if "".join(word.split()) in text or word in caplog.text] == []
