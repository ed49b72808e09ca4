"""Every form of every page: what is typed is kept until it is saved, nothing is cut off, and then it is let go."""

from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from django.db import transaction
from django.http import HttpResponse
from pytest_django import Settings

from tests.isolation.pages.asking import ROLES, account_of, browser
from tests.isolation.pages.bodies import body_for, version_for
from tests.isolation.pages.forms import Form, forms_of
from tests.isolation.pages.routes import address
from tests.isolation.pages.rows import Row, rows
from tests.isolation.pages.worlds import World

READING, WRITING = rows("reading"), rows("writing")
NOT_KEPT = {  # forms into which something is typed, by the address they go to, with the reason
    "account_login": "a password",
    "account_reauthenticate": "a password",
    "account_change_password": "passwords",
    "account_reset_password": "nobody is signed in: there is nobody's key",
    "account_reset_password_from_key": "passwords",
    "accounts:account_create": "a password",
    "accounts:join_create": "nobody is signed in: there is nobody's key, and no session that ends",
    "mfa_activate_totp": "a code",
    "mfa_authenticate": "a code",
    "mfa_reauthenticate": "a code",
    "gallery": "invented",
    "gallery_screen": "invented",
}
SAYS_ITSELF = {  # names what it has saved otherwise
    "reviews:rating_update",  # rating.js asks for each answer
    "reviews:cant_say_create",
    "account_email",  # allauth's words
}


@pytest.fixture(autouse=True)
def _with_gallery(settings: Settings) -> None:
    settings.GALLERY = True


def pages(world: World, row: Row) -> Iterator[tuple[str, str, list[Form]]]:
    """The page as each role sees it: role, text and forms."""
    for role, status in zip(ROLES, row.statuses, strict=True):
        if status == "200":
            answer = browser(world, row.stage, role).get(address(row.route, world.places[row.stage]))
            if "text/html" in answer.headers.get("Content-Type", ""):
                text = answer.content.decode()
                yield role, text, forms_of(text)


@pytest.mark.parametrize("row", READING, ids=str)
def test_what_is_typed_is_kept_and_never_cut_off(undone: World, row: Row) -> None:
    for role, text, forms in pages(undone, row):
        fields = [f for form in forms for f in form.fields]
        assert [f.get("name") for f in fields if "maxlength" in f] == [], f"{role}: cut off"
        if row.route in NOT_KEPT:
            continue
        lost = [form.attrs for form in forms if form.has_words and not form.is_search and not form.is_kept]
        assert lost == [], f"{role}: lost with an expired session"
        if role != "anonymous" and any(form.has_words for form in forms):  # nobody has no key
            assert 'data-key="' in text, f"{role}: no key"
            assert "js/draft" in text, f"{role}: no script that keeps it"


@pytest.mark.parametrize("row", [row for row in WRITING if row.name not in {*NOT_KEPT, *SAYS_ITSELF}], ids=str)
def test_what_was_saved_is_kept_no_longer(undone: World, row: Row) -> None:
    for role, status in zip(ROLES, row.statuses, strict=True):
        if status == "302+" and is_typed_into(undone, row, role):
            assert any(
                tag.startswith(address(row.name, undone.places[row.stage])) for tag in said(undone, row, role)
            ), role


def is_typed_into(world: World, row: Row, role: str) -> bool:
    """Whether the page at this address has a form that is kept."""
    answer = browser(world, row.stage, role).get(address(row.name, world.places[row.stage]))
    return answer.status_code == 200 and any(f.has_words and f.is_kept for f in forms_of(answer.content.decode()))


def said(world: World, row: Row, role: str) -> list[str]:
    """The tags of the messages after a valid body was sent."""
    person = account_of(world, row.stage, role)
    assert person
    place = SimpleNamespace(**vars(world.places[row.stage]), person=person.pk, login=person.email)
    with transaction.atomic():
        url, client = address(row.name, place), browser(world, row.stage, role)
        body = {**body_for(row.route, place), **version_for(row.route, url, place, [client])}
        answer: HttpResponse = client.post(url, body)
        transaction.set_rollback(True)
    return [message.extra_tags for message in answer.wsgi_request._messages._queued_messages]  # type: ignore[attr-defined]
