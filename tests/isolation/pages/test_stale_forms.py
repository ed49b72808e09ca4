"""Two people have one form open: nothing that the first saves is taken back by the second (over every route)."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.filling import VERSION, filled, forms_in
from tests.isolation.pages.asking import ROLES, browser
from tests.isolation.pages.bodies import ACTING_ON_WHAT_IS_SHOWN, OPENED_AT, SHOWING_WHAT_IS_STORED, body_for
from tests.isolation.pages.routes import address
from tests.isolation.pages.rows import rows
from tests.isolation.pages.two_worlds import statements
from tests.isolation.pages.worlds import World

SAVES = sorted({(r.name, r.stage, who) for r in rows("writing") for who, s in zip(ROLES, r.statuses, strict=True)
                if s == "302+" and "~" not in r.route})  # fmt: skip
ON_ITS_OWN = {
    "reviews:rating_update": "one's own answers, with a version for each statement; see tests/journeys/design",
    "reviews:report_create": "it shows what the same person chose for another report, and changes none",
}


@contextmanager
def taken_back() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@dataclass
class Page:
    """A form as somebody has it open."""

    client: Client
    url: str
    fields: frozenset[str]

    def form(self) -> Any:
        """As it is now; None where it is not shown."""
        answer = self.client.get(self.url)
        found = [f for f in forms_in(answer) if self.fields & set(f.fields)] if answer.status_code == 200 else []
        return found[0] if found else None

    def send(self, form: Any, **changes: Any) -> HttpResponse:
        return self.client.post(form.action or self.url, filled(form, **changes))


def other(form: Any, name: str, *, than: tuple[Any, ...]) -> Any:
    """Something else that a person could choose or type there; None if there is nothing else."""
    control = form.inputs[name]
    kind = getattr(control, "type", None) or type(control).__name__
    if kind == "checkbox":
        boxes = list(getattr(control, "value_options", [])) or [control.get("value", "on")]
        chosen = filled(form).get(name, [])
        choices = [[v for v in boxes if (v in chosen) != (v == box)] for box in boxes]
    elif hasattr(control, "value_options"):
        choices = [[v] for v in control.value_options]
    elif kind == "date":
        choices = [[str(date.fromisoformat(control.value or "2027-01-01") + timedelta(days=n))] for n in (1, 2, 3)]
    elif kind == "number":
        choices = [[str(int(control.value or 0) + n)] for n in (1, 2, 3)]
    else:
        choices = [[f"{control.value or ''} {word}".strip()] for word in ("Nearly", "Again", "Twice")]
    return next((c for c in choices if c not in than), None)


def shown(form: Any, name: str) -> list[str]:
    """What a form shows in one field."""
    return [value.strip() for value in filled(form).get(name, []) if value]


@pytest.mark.parametrize("route", sorted({route for route, _, _ in SAVES} - ON_ITS_OWN.keys()))
def test_what_somebody_saved_stays_when_an_older_page_is_saved(undone: World, route: str) -> None:
    """Once for each different form of the route: what it asks depends on the stage and on who asks."""
    checked: set[frozenset[str]] = set()
    for _, stage, role in [s for s in SAVES if s[0] == route]:
        page, body = opened_by(undone, route, stage, role)
        form = page.form() if page else None
        if page is not None and form is not None and (fields := frozenset(form.fields)) not in checked:
            checked.add(fields)
            with taken_back():
                check_all(page, form, body)


def check_all(page: Page, form: Any, body: dict[str, Any]) -> None:
    files = {name: value for name, value in body.items() if hasattr(value, "read")}
    page.send(form, **{name: value for name, value in body.items() if name in form.fields})
    before = page.form()
    for name in [n for n in before.fields if is_of_a_person(before, n)] if before is not None else ():
        with taken_back():
            check_one(page, before, name, files)


def opened_by(world: World, route: str, stage: str, role: str) -> tuple[Page | None, dict[str, Any]]:
    client, place = browser(world, stage, role), world.places[stage]
    place = SimpleNamespace(**vars(place), person=0, login="x@nowhere.example")
    body = body_for(route, place)
    url = address(route, place)
    url = OPENED_AT[route](url, place) if route in OPENED_AT else url
    names = frozenset(n for n in body if n not in ("csrfmiddlewaretoken", VERSION))
    return (Page(client, url, names) if names else None), body


def is_of_a_person(form: Any, name: str) -> bool:
    return getattr(form.inputs[name], "type", "") not in ("hidden", "submit")


def check_one(page: Page, before: Any, name: str, files: dict[str, Any]) -> None:
    """A changes this field; B, whose page is older, another one, and then this one too."""
    if name in files:
        files[name].seek(0)
        assert page.send(before, **files).status_code == 302
        files[name].seek(0)
        assert page.send(before, **files).status_code == 409
        return
    mine = other(before, name, than=(shown(before, name),))
    if mine is None or page.send(before, **{name: mine}).status_code != 302:
        return
    now = page.form()
    if now is None or shown(now, name) != mine:
        return  # it does not show what is stored
    assert VERSION in now.fields, f"{page.url}: {name} is stored, and the form carries no version"
    for another in [n for n in before.fields if n != name and is_of_a_person(before, n)]:
        with taken_back():
            theirs = other(before, another, than=(shown(before, another),))
            page.send(before, **{another: theirs or []})
            assert shown(page.form(), name) == mine, f"{another} was saved, and {name} taken back"
    theirs = other(before, name, than=(shown(before, name), mine))
    if theirs is not None:
        answer = page.send(before, **{name: theirs})
        assert answer.status_code == 409, name
        assert "Nothing was overwritten." in answer.content.decode()
        assert shown(page.form(), name) == mine
        conflicted = next(f for f in forms_in(answer) if name in f.fields)
        assert shown(conflicted, name) == theirs, "what was typed is lost"
        assert page.send(conflicted).status_code == 302, "saving again must replace it"
        assert shown(page.form(), name) == theirs


def test_the_sweep_knows_which_forms_show_what_is_stored(world: World) -> None:
    found = set()
    for route, stage, role in SAVES:
        page, _ = opened_by(world, route, stage, role)
        form = page.form() if page and route not in ON_ITS_OWN else None
        if form is not None and VERSION in form.fields:
            found.add(route)

    assert found - ACTING_ON_WHAT_IS_SHOWN == SHOWING_WHAT_IS_STORED


WRITERS = {route: (stage, who) for route, stage, who in reversed(SAVES)}


@pytest.mark.parametrize(
    "route", sorted(SHOWING_WHAT_IS_STORED | {"reviews:assignment_create", "accounts:logo_delete"})
)
def test_of_two_who_save_at_once_the_second_reads_what_the_first_has_stored(undone: World, route: str) -> None:
    """Their posts wait for each other before anything is read of what they change."""
    stage, who = WRITERS[route]
    client = browser(undone, stage, who)
    with statements() as sent:
        client.post(address(route, undone.places[stage]), {})

    assert any("pg_advisory_xact_lock" in sql for sql in sent)


def test_advisors_are_chosen_in_one_turn_whatever_the_page(undone: World) -> None:
    """One trust's page and the page for many change the same assignments."""
    turns = []
    for route in ("reviews:assignment_update", "reviews:assignment_create"):
        stage, who = WRITERS[route]
        client = browser(undone, stage, who)
        with CaptureQueriesContext(connection) as asked:
            client.post(address(route, undone.places[stage]), {})
        turns += [q["sql"] for q in asked if "pg_advisory_xact_lock(hashtextextended" in q["sql"]]

    assert len(turns) == 2
    assert len(set(turns)) == 1
