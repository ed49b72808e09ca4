"""A connection that ends in the middle of a form: nothing of it is stored (over every address that writes)."""

from io import BytesIO
from types import SimpleNamespace
from urllib.parse import urlencode

import pytest
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from accounts.bodies import NOT_WHOLE, WITHOUT_LENGTH, Whole
from tests.isolation.pages.asking import ROLES, account_of, browser, transaction_number, written_since
from tests.isolation.pages.bodies import body_for, version_for
from tests.isolation.pages.routes import address
from tests.isolation.pages.rows import rows
from tests.isolation.pages.worlds import World

FORM = "application/x-www-form-urlencoded"
WRITTEN = {
    r.name: (r.stage, who)
    for r in reversed(rows("writing")) for who, status in zip(ROLES, r.statuses, strict=True)
    if status == "302+" and "~" not in r.route
}  # fmt: skip


@pytest.mark.parametrize("kind", [FORM, MULTIPART_CONTENT])
@pytest.mark.parametrize("route", [route for route in WRITTEN if not route.startswith("demo")])
def test_half_a_form_is_refused_and_nothing_of_it_stored(undone: World, route: str, kind: str) -> None:
    stage, who = WRITTEN[route]
    client = browser(undone, stage, who)
    person = account_of(undone, stage, who) or undone.casts[stage].lead.user
    place = SimpleNamespace(**vars(undone.places[stage]), person=person.pk, login=person.email)
    url = address(route, place)
    filled = {**body_for(route, place), **version_for(route, url, place, [client]), "last": "x" * 40}
    body = encode_multipart(BOUNDARY, filled) if kind == MULTIPART_CONTENT else urlencode(filled, doseq=True).encode()
    before = transaction_number()

    cut = {"wsgi.input": Whole(BytesIO(body[:-30]), len(body)), "CONTENT_LENGTH": str(len(body))}
    answer = client.generic("POST", url, b"", **cut, CONTENT_TYPE=kind)

    assert answer.status_code == 400
    assert NOT_WHOLE in answer.content.decode()
    assert written_since(before) == set()


@pytest.mark.parametrize("route", [route for route in WRITTEN if not route.startswith("demo")])
def test_a_body_in_chunks_is_refused_as_it_would_read_as_empty(undone: World, route: str) -> None:
    stage, who = WRITTEN[route]
    client = browser(undone, stage, who)
    person = account_of(undone, stage, who) or undone.casts[stage].lead.user
    place = SimpleNamespace(**vars(undone.places[stage]), person=person.pk, login=person.email)
    before = transaction_number()

    answer = client.generic("POST", address(route, place), b"", FORM, HTTP_TRANSFER_ENCODING="chunked")

    assert answer.status_code == 400
    assert WITHOUT_LENGTH in answer.content.decode()
    assert written_since(before) == set()


@pytest.mark.parametrize("size", [-1, 1, 7, 100])
def test_what_arrives_whole_is_read_as_it_is(size: int) -> None:
    body = b"a=1\nb=2\n" * 5
    whole = Whole(BytesIO(body), len(body))

    parts = list(iter(lambda: whole.read(size), b""))

    assert b"".join(parts) == body
    assert Whole(BytesIO(body), len(body)).readline() == b"a=1\n"
    with pytest.raises(ConnectionError):
        Whole(BytesIO(body[:-1]), len(body)).read()
    with pytest.raises(ConnectionError):
        Whole(BytesIO(b"a=1"), 9).readline()
