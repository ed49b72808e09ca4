"""Before ratings are shown, nobody else is told anything that depends on what one reviewer did (attack 61)."""

import logging
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.http import HttpRequest, HttpResponse
from pytest_django.plugin import DjangoDbBlocker

from accounts import answering as answers, audit
from accounts.outbox.asking import enqueue
from reviews.portfolio.exporting import as_book, as_pages, read_portfolio
from reviews.review.operations.rating import recall_submission, submit_ratings
from reviews.review.operations.signing_off import cancel_review
from tests.builders import NOON, Cast, acting, rate, standing
from tests.isolation.pages import stores
from tests.isolation.pages.two_worlds import AT_HOME, OTHERS, Doing, Told, everything, inside, plain, two_worlds
from tests.isolation.pages.worlds import LATER, World
from wellschool.database.testing.base import as_role

Pair = tuple[World, World]
KEPT_FROM_OTHERS = "reviews_submission"  # its time; the policy gives it to its reviewer alone


def all_rated(cast: Cast) -> None:
    rate(cast, "colleague", secret="all")


def few_rated(cast: Cast) -> None:
    rate(cast, "colleague", lambda n: None, only=range(2))


def submitted(cast: Cast, *hours: int) -> None:
    """Submit at each of these hours, and take it back before the next."""
    for hour in hours:
        at = NOON + timedelta(hours=hour)
        with acting(cast.colleague):
            if hour != hours[0]:
                recall_submission(by=standing(cast.colleague, cast.review), at=at)
            submit_ratings(by=standing(cast.colleague, cast.review), at=at)


def low_and_submitted(cast: Cast) -> None:
    rate(cast, "colleague", lambda n: 1)
    submitted(cast, 2)


def high_and_submitted_twice(cast: Cast) -> None:
    rate(cast, "colleague", lambda n: 3, secret="high")
    submitted(cast, 3, 5)


PAIRS: dict[str, tuple[Doing, Doing]] = {
    "unsubmitted": (all_rated, few_rated),
    "submitted": (low_and_submitted, high_and_submitted_twice),
}


@pytest.fixture(scope="session")
def pair_of(django_db_blocker: DjangoDbBlocker) -> Iterator[Callable[[str], Pair]]:
    found: dict[str, Pair] = {}
    with ExitStack() as stack:

        def pair(name: str) -> Pair:
            if name not in found:
                found[name] = stack.enter_context(two_worlds(f"two_{name}", *PAIRS[name]))
            return found[name]

        yield pair


@pytest.fixture(autouse=True)
def _connected(django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock():
        yield


def kept() -> dict[str, list[str]]:
    """Every row that is not the colleague's own, and what sessions hold."""
    tables = {name: sorted(map(plain, rows)) for name, rows in stores.rows().items() if name != KEPT_FROM_OTHERS}
    return {**tables, "sessions": sorted(map(plain, stores.sessions()))}


@pytest.mark.parametrize("name", PAIRS)
def test_everybody_else_is_told_the_same(
    pair_of: Callable[[str], Pair], name: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    found: list[tuple[Told, dict[str, list[str]], list[str]]] = []
    for world in pair_of(name):
        caplog.clear()
        with inside(world):
            found.append((everything(world), kept(), [plain(record.getMessage()) for record in caplog.records]))

    (first, kept_there, said_there), (second, kept_here, said_here) = found
    assert len(first.answers) > 1000
    assert first.differences(second) == []
    assert kept_there == kept_here
    assert said_there == said_here


def test_a_review_cancelled_while_rating_still_tells_the_same(pair_of: Callable[[str], Pair]) -> None:
    told = []
    for world in pair_of("unsubmitted"):
        with inside(world):
            cast = world.casts["rating"]
            with acting(cast.lead):
                cancel_review(by=standing(cast.lead, cast.review), at=LATER)
            told.append(everything(world, AT_HOME, PAGES))

    assert told[0].differences(told[1]) == []


@pytest.mark.parametrize("role", ["advisor", "manager"])
@pytest.mark.parametrize("name", PAIRS)
def test_files_of_the_portfolio_hold_the_same(pair_of: Callable[[str], Pair], name: str, role: str) -> None:
    files = []
    for world in pair_of(name):
        with inside(world), acting(getattr(world, role)):
            content = read_portfolio(getattr(world, role), "", today=LATER.date())
            files.append((as_book(content), as_pages(content)))

    assert "Rating Trust" in files[0][1].html
    assert files[0] == files[1]


PAGES = ("reviews:trust_detail", "reviews:review_detail", "reviews:comparison_detail", "accounts:audit_list")


def ratings() -> int:
    """How many ratings there are, which nobody may know."""
    with as_role(connection, "wellschool_migrate"), connection.cursor() as cursor:
        cursor.execute("select count(*) from reviews_rating")
        return cursor.fetchone()[0]


def says_it(response: HttpResponse) -> None:
    response.content += f"<!-- {ratings()} -->".encode()


def sizes_it(response: HttpResponse) -> None:
    response.content += b" " * ratings()


def hides_it_in_a_header(response: HttpResponse) -> None:
    response["X-Progress"] = str(ratings())


def asks_once_for_each(response: HttpResponse) -> None:
    with connection.cursor() as cursor:
        for _ in range(ratings()):
            cursor.execute("select 1")


@pytest.mark.parametrize("leak", [says_it, sizes_it, hides_it_in_a_header, asks_once_for_each])
def test_a_page_that_told_it_would_be_found(
    pair_of: Callable[[str], Pair], monkeypatch: pytest.MonkeyPatch, leak: Callable[[HttpResponse], None]
) -> None:
    def leaking(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = honest(request, *args, **kwargs)
        leak(response)
        return response

    honest = answers.render
    monkeypatch.setattr(answers, "render", leaking)
    told = []
    for world in pair_of("unsubmitted"):
        with inside(world):
            told.append(everything(world, ("lead",), PAGES[:1]))

    assert told[0].differences(told[1]) == ["lead reads reviews:trust_detail", "lead polls reviews:trust_detail"]


def audits_it(cast: Cast) -> None:
    audit.record("ratings.saved", by=cast.colleague, at=LATER, trust_id=cast.trust.pk, count=ratings())


def asks_a_task_for_it(cast: Cast) -> None:
    enqueue("reviews.remind", answered=ratings())


@pytest.mark.parametrize("leak", [audits_it, asks_a_task_for_it])
def test_a_row_that_told_it_would_be_found(pair_of: Callable[[str], Pair], leak: Callable[[Cast], None]) -> None:
    rows = []
    for world in pair_of("unsubmitted"):
        with inside(world):
            with acting(world.casts["rating"].colleague):
                leak(world.casts["rating"])
            rows.append(kept())

    assert rows[0] != rows[1]


def test_everybody_else_is_asked() -> None:
    assert "colleague" not in OTHERS
    assert set(AT_HOME) < set(OTHERS)
