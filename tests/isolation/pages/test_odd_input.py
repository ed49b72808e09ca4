"""What no form of ours sends, in every field and every part of every address: refused, never an error of ours."""

from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from tests.isolation.pages.asking import ROLES, account_of, browser
from tests.isolation.pages.bodies import body_for, version_for
from tests.isolation.pages.routes import NOT_OF_A_TRUST, WITH_DEMO, address, routes
from tests.isolation.pages.rows import rows
from tests.isolation.pages.worlds import World

ODD = {
    "20 digits": "9" * 20, "just too large": "2147483648", "negative": "-1", "5,000 digits": "1" * 5000,
    "NUL": "a\0b", "a megabyte": "x" * 1_000_000, "another script": "١٢",
}  # fmt: skip
ASKED = (
    "at", "band", "by", "corrects", "domain", "from", "group", "last", "left", "list", "name", "next", "notes", "order",
    "page", "pillar", "q", "region", "show", "size", "stage", "state", "stays", "support", "version", "advisor",
)  # fmt: skip
# an address holds a megabyte in all, as servers take none so long; written down once, as that takes longer than reading
ASKED_FOR = {kind: urlencode(dict.fromkeys(ASKED, odd[: 1_000_000 // len(ASKED)])) for kind, odd in ODD.items()}


@contextmanager
def taken_back() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def who_may(table: str) -> dict[str, tuple[str, str]]:
    """For each route, a stage at which somebody may, and who that is."""
    found: dict[str, tuple[str, str]] = {}
    for row in rows(table):
        for who, status in zip(ROLES, row.statuses, strict=True):
            if (status in ("200", "302+", "200+") and who != "anonymous") or status == "200+":
                found.setdefault(row.route, (row.stage, who))
    return found


READ, WRITTEN = who_may("reading"), who_may("writing")


def sender(world: World, route: str, stage: str, role: str) -> tuple[Client, str, dict[str, Any]]:
    user = account_of(world, stage, role) or world.casts[stage].lead.user
    place = SimpleNamespace(**vars(world.places[stage]), person=user.pk, login=user.email)
    client, url = browser(world, stage, role), address(route.partition("~")[0], place)
    return client, url, {**body_for(route, place), **version_for(route, url, place, [client])}


@pytest.mark.parametrize("route", WRITTEN)
def test_an_odd_value_in_a_field_is_refused(undone: World, route: str) -> None:
    client, url, body = sender(undone, route, *WRITTEN[route])
    client.raise_request_exception = True  # which names the place
    for field in {*body, "version"}:
        for kind, odd in ODD.items():
            with taken_back():
                files = {name: v for name, v in body.items() if hasattr(v, "seek")}
                for file in files.values():
                    file.seek(0)
                answer = client.post(url, {**body, field: odd})
            assert answer.status_code < 500, (field, kind)


@pytest.mark.parametrize("route", READ)
def test_an_odd_value_in_the_address_is_refused(undone: World, route: str) -> None:
    client, url, _ = sender(undone, route, *READ[route])
    for kind, query in ASKED_FOR.items():
        for headers in ({}, {"HX-Request": "true"}):
            answer = client.get(f"{url}?{query}", headers=headers)
            assert answer.status_code < 500, kind


@pytest.mark.parametrize("route", [route for route, parts in routes().items() if parts])
def test_an_odd_part_of_an_address_is_not_found(undone: World, route: str) -> None:
    stage, role = READ.get(route) or WRITTEN.get(route) or ("rating", "lead")
    client, known = browser(undone, stage, role), {**NOT_OF_A_TRUST, **vars(undone.places[stage])}
    for part in routes()[route]:
        for odd in ("9" * 20, "2147483648", "1" * 5000, "a\0b", "١٢"):
            url = like(route, {name: known[name] for name in routes()[route]}, part, odd)
            for ask in (client.get, client.post):
                with taken_back():
                    status = ask(url).status_code
                assert status < 500, (url[:200], status)


def like(route: str, known: dict[str, Any], part: str, odd: str) -> str:
    """The address with this part of it replaced, whatever the part may be made of."""
    url, value = reverse(route, urlconf=WITH_DEMO, kwargs=known), str(known[part])
    return url.replace(quote(value), quote(odd), 1) if quote(value) in url else url
