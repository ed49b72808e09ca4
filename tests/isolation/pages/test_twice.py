"""Every form posted twice at once, over connections of their own: nobody is told that something went wrong.

The first request has done its work and is not committed while the second does its own: the worst order there is.
"""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.http import HttpRequest, HttpResponse
from pytest_django.plugin import DjangoDbBlocker

from reviews.home import sign_off_views as finishing
from reviews.review.models.review import Review
from reviews.review.operations.stages import hold_still
from tests.isolation.databases import connect, copy_database, django_at, drop_database
from tests.isolation.pages.asking import ROLES, browser
from tests.isolation.pages.bodies import body_for, version_for
from tests.isolation.pages.routes import address
from tests.isolation.pages.rows import rows
from tests.isolation.pages.worlds import NOW, World

Sent = tuple[str, str, str]  # route, stage, role

WAITING = "select 1 from pg_locks where not granted"


def saved_by() -> dict[tuple[str, str], list[str]]:
    """For each route, the first stage at which something is written, and the roles who write it."""
    found: dict[str, tuple[str, list[str]]] = {}
    for row in rows("writing"):
        roles = [who for who, status in zip(ROLES, row.statuses, strict=True) if status in ("302+", "200+")]
        if roles:
            found.setdefault(row.route, (row.stage, roles))
    return {(route, stage): roles for route, (stage, roles) in found.items()}


TWICE: list[tuple[Sent, Sent]] = [
    ((route, stage, roles[0]), (route, stage, roles[-1])) for (route, stage), roles in saved_by().items()
]
BESIDE: list[tuple[Sent, Sent]] = [
    (("reviews:rest_open_create", "hidden", "executive"), ("reviews:unanimous_create", "hidden", "lead")),
    (("reviews:unanimous_create", "hidden", "lead"), ("reviews:rest_open_create", "hidden", "executive")),
    (("reviews:agreed_level_update", "hidden", "lead"), ("reviews:rest_open_create", "hidden", "executive")),
    (("reviews:meeting_end", "hidden", "lead"), ("reviews:meeting_detail", "hidden", "lead")),
    (("reviews:cancellation_create", "draft", "lead"), ("reviews:start_create", "draft", "lead")),
    (("reviews:start_create", "draft", "lead"), ("reviews:review_update", "draft", "lead")),
    (("reviews:reviewer_list", "draft", "lead"), ("reviews:review_update", "draft", "lead")),
    (("reviews:recall_create", "ready", "lead"), ("reviews:reveal_create", "ready", "lead")),
    (("reviews:reveal_create", "ready", "lead"), ("reviews:cancellation_create", "ready", "lead")),
    (("reviews:sign_off_create", "named", "executive"), ("reviews:agreed_level_update", "named", "lead")),
    (("reviews:agreed_level_update", "named", "lead"), ("reviews:sign_off_create", "named", "executive")),
    (("reviews:review_update", "draft", "lead"), ("reviews:start_create", "draft", "lead")),
    (("reviews:reopening_create", "agreed", "executive"), ("reviews:sharing_update", "agreed", "executive")),
    (("accounts:logo_delete", "agreed", "lead"), ("accounts:logo_update", "agreed", "executive")),
    (("accounts:removal_create", "rating", "lead"), ("accounts:member_update", "rating", "executive")),
    (("reviews:assignment_update", "rating", "manager"), ("reviews:assignment_create", "rating", "manager")),
]
first_has_written, second_has_written = Event(), Event()
somebody_waits: Callable[[], bool] = bool


def until(holds: Callable[[], bool]) -> None:
    for _ in range(400):
        if holds():
            return
        time.sleep(0.01)


def hold_before_the_end(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware, inside the transaction: the first request stays in it until the second can go no further."""

    def held(request: HttpRequest) -> HttpResponse:
        answer = get_response(request)
        if request.headers.get("X-Order") == "first":
            first_has_written.set()
            until(lambda: second_has_written.is_set() or somebody_waits())
        elif request.headers.get("X-Order") == "second":
            second_has_written.set()
        return answer

    return held


@pytest.fixture
def spare(built: World, settings: Any, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """A copy of the world's database, to which things are committed."""
    global somebody_waits
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, f"{__name__}.hold_before_the_end"]
    name = f"{built.database}_twice"
    copy_database(built.database, name)
    with connect(name, autocommit=True) as raw, django_db_blocker.unblock(), django_at(name), time_machine.travel(NOW):
        somebody_waits = lambda: raw.execute(WAITING).fetchone() is not None  # noqa: E731
        yield name
    drop_database(name)


def sender(world: World, sent: Sent, order: str) -> Callable[[], HttpResponse]:
    """A request that somebody is about to make, with the page that they have open."""
    route, stage, role = sent
    client, name = browser(world, stage, role), route.partition("~")[0]
    person = getattr(world, role).user if hasattr(world, role) else world.casts[stage].people.get(
        {"reviewer": "colleague"}.get(role, role), world.casts[stage].lead
    ).user  # fmt: skip
    place = SimpleNamespace(**vars(world.places[stage]), person=person.pk, login=person.email)
    url = address(name, place)
    body = {**body_for(route, place), **version_for(route, url, place, [client])}

    def send() -> HttpResponse:
        try:
            if order == "second":
                first_has_written.wait(5)
            return client.post(url, body, headers={"X-Order": order})
        finally:
            connection.close()

    return send


@pytest.mark.parametrize(("first", "second"), TWICE + BESIDE, ids=lambda s: "-".join(s).replace("reviews:", ""))
def test_whoever_is_second_is_told_in_words(built: World, spare: str, first: Sent, second: Sent) -> None:
    first_has_written.clear()
    second_has_written.clear()
    requests = [sender(built, sent, order) for sent, order in ((first, "first"), (second, "second"))]
    connection.close()

    with ThreadPoolExecutor(2) as pool:
        answers = [running.result(30) for running in [pool.submit(send) for send in requests]]

    statuses = [answer.status_code for answer in answers]
    assert statuses[0] < 400, statuses
    assert statuses[1] < 500, answers[1].content.decode()


def test_whoever_is_added_as_rating_starts_is_written_to_as_well(built: World, spare: str) -> None:
    first_has_written.clear()
    second_has_written.clear()
    cast, lead = built.casts["draft"], ("draft", "lead")
    sent = (("reviews:start_create", "first"), ("reviews:reviewer_list", "second"))
    requests = [sender(built, (route, *lead), order) for route, order in sent]
    connection.close()

    with ThreadPoolExecutor(2) as pool:
        answers = [running.result(30) for running in [pool.submit(send) for send in requests]]

    assert [answer.status_code for answer in answers] == [302, 302]
    with connect(spare, autocommit=True) as raw:
        chosen = "select count(*) from reviews_reviewer where review_id = %s and not withdrawn"
        asked = (
            "select count(distinct r.id) from reviews_reviewer r join accounts_outboxemail e "
            "on e.once like 'rating_began:' || r.id || ':%%' where r.review_id = %s"
        )
        assert raw.execute(chosen, [cast.review.pk]).fetchone() == (4,)
        assert raw.execute(asked, [cast.review.pk]).fetchone() == (4,)


PASSING: list[tuple[Sent, Sent]] = [
    (("reviews:sign_off_create", "named", "executive"), ("reviews:next_step_update", "named", "lead")),
    (("reviews:sign_off_create", "named", "executive"), ("reviews:agreed_level_update", "named", "lead")),
    (("reviews:sign_off_create", "named", "executive"), ("reviews:meeting_end", "named", "lead")),
]


@pytest.mark.parametrize(("first", "second"), PASSING, ids=lambda s: "-".join(s).replace("reviews:", ""))
def test_who_signs_and_who_edits_do_not_wait_for_each_other(
    built: World, spare: str, monkeypatch: pytest.MonkeyPatch, first: Sent, second: Sent
) -> None:
    """The edit comes as soon as the signer holds the review, and before the rows of the review are written."""
    first_has_written.clear()
    second_has_written.clear()
    client = browser(built, "named", "lead")
    assert client.post(address("reviews:meeting_create", built.places["named"]), {"minutes": "60"}).status_code == 302

    def holds(review: Review) -> None:
        hold_still(review)
        first_has_written.set()
        until(lambda: second_has_written.is_set() or somebody_waits())

    monkeypatch.setattr(finishing, "hold_still", holds)
    requests = [sender(built, sent, order) for sent, order in ((first, ""), (second, "second"))]
    connection.close()

    with ThreadPoolExecutor(2) as pool:
        answers = [running.result(30) for running in [pool.submit(send) for send in requests]]

    assert answers[0].status_code == 302, answers[0].content.decode()
    with connect(spare, autocommit=True) as raw:
        stage = "select stage from reviews_review where uuid = %s"
        assert raw.execute(stage, [built.places["named"].review_id]).fetchone() == ("agreed",)
        assert raw.execute("select deadlocks from pg_stat_database where datname = %s", [spare]).fetchone() == (0,)
    assert answers[1].status_code < 500, answers[1].content.decode()
