"""Every address × every role × the stages in which it matters (attack 50). A route without a row fails."""

from types import SimpleNamespace

import pytest
from django.db import transaction
from django.http import HttpResponse
from pytest_django import Settings

from tests.isolation.pages.asking import ROLES, account_of, browser, forbidden, transaction_number, written_since
from tests.isolation.pages.bodies import body_for, version_for
from tests.isolation.pages.routes import address, routes
from tests.isolation.pages.rows import Row, rows
from tests.isolation.pages.worlds import World

READING, WRITING = rows("reading"), rows("writing")
SIGN_IN = "/accounts/login/"
NOWHERE = "/trusts/nowhere/"


@pytest.mark.parametrize("row", READING, ids=str)
def test_who_may_read_it(undone: World, row: Row) -> None:
    url, before = address(row.route, undone.places[row.stage]), transaction_number()
    answers = {role: browser(undone, row.stage, role).get(url) for role in ROLES}
    nothing = told(browser(undone, row.stage, "outsider").get(NOWHERE))

    assert tuple(str(answer.status_code) for answer in answers.values()) == row.statuses
    for role, answer in answers.items():
        if answer.status_code == 200:
            text = answer.content.decode()
            assert row.shows in text, role
            assert [word for word in (*row.hides, *forbidden(undone, row.route, row.stage, role)) if word in text] == []
        elif role == "anonymous":
            assert answer.headers.get("Location", SIGN_IN).startswith(SIGN_IN)
        elif answer.status_code == 404:
            assert told(answer) == nothing, role
    assert written_since(before) == set()


def told(answer: HttpResponse) -> tuple[bytes, dict[str, str]]:
    """All that an answer says: not found and not allowed must not differ."""
    return answer.content, dict(answer.items())


@pytest.mark.parametrize("row", WRITING, ids=str)
def test_who_may_write_it(undone: World, row: Row) -> None:
    versions = {role: version_open(undone, row, role) for role in ROLES}
    who_may = [role for role, status in zip(ROLES, row.statuses, strict=True) if "+" in status]
    current = next((versions[role] for role in who_may if versions[role]), {})
    assert tuple(sent(undone, row, role, versions[role] or current) for role in ROLES) == row.statuses


def version_open(world: World, row: Row, role: str) -> dict[str, str]:
    """The version of what this role has open, where a form carries one and the role may open its page."""
    place = place_for(world, row, role)
    return version_for(row.route, address(row.name, place), place, [browser(world, row.stage, role)])


def place_for(world: World, row: Row, role: str) -> SimpleNamespace:
    person = account_of(world, row.stage, role) or world.casts[row.stage].lead.user
    return SimpleNamespace(**vars(world.places[row.stage]), person=person.pk, login=person.email)


def sent(world: World, row: Row, role: str, version: dict[str, str]) -> str:
    """The status of sending a valid body, with `+` if anything was written; all of it is undone."""
    place = place_for(world, row, role)
    with transaction.atomic():
        url, client, body = address(row.name, place), browser(world, row.stage, role), body_for(row.route, place)
        before = transaction_number()
        answer = client.post(url, {**body, **version})
        wrote = written_since(before)
        transaction.set_rollback(True)
    return f"{answer.status_code}{'+' if wrote else ''}"


def methods(route: str, world: World) -> set[str]:
    """What the route says it takes, asked for what nothing takes. Some of allauth's say nothing; they take both."""
    answer = browser(world, "rating", "lead").patch(address(route, world.places["rating"]))
    return set(answer.headers.get("Allow", "GET, POST").replace(" ", "").split(",")) & {"GET", "POST"}


def test_every_route_has_its_rows(world: World, settings: Settings) -> None:
    settings.DEMO = True
    read, written = {row.route for row in READING}, {row.name for row in WRITING}
    taken = {route: methods(route, world) for route in routes()}

    assert read == {route for route, by in taken.items() if "GET" in by}
    assert written == {route for route, by in taken.items() if "POST" in by}


def test_what_takes_no_other_method_says_so(world: World) -> None:
    read, written = {row.route for row in READING}, {row.name for row in WRITING}
    lead = browser(world, "rating", "lead")

    for route in read ^ written:
        ask = lead.post if route in read else lead.get
        expected = 404 if route.startswith("demo:") else 405
        assert ask(address(route, world.places["rating"])).status_code == expected, route
