"""What the database refuses, and how it is said."""

import ast
from pathlib import Path

import pytest
from django.db import Error, connection, transaction
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from accounts.middleware import ActorMiddleware
from accounts.refusals import BUSY, BY_CONSTRAINT, NO_LONGER, QUICKER, TOO_LONG, UNREADABLE, WORDS, refusal_of
from wellschool.database.testing.base import as_role

ROOT = Path(__file__).resolve().parents[2]
RAISES = "do $$ begin raise exception 'secret words' using errcode = '{}'; end $$"
STATES = {
    "23505": (409, QUICKER), "23514": (409, NO_LONGER), "23503": (409, NO_LONGER), "22003": (400, ""),
    "22021": (400, ""), "55P03": (503, BUSY), "40P01": (503, BUSY), "40001": (503, BUSY), "57014": (503, TOO_LONG),
    "53300": (503, TOO_LONG), "57P01": (503, TOO_LONG), "P0T02": (409, "This trust has closed"),
}  # fmt: skip


def answered(statement: str, *, late: bool = False) -> HttpResponse:
    """The answer to a request that sends this: in its view, or after it, as what is said on commit comes after it."""
    request = RequestFactory().post("/")
    request.user = type("Nobody", (), {"is_authenticated": False})()  # type: ignore[assignment]

    def view(request: HttpRequest) -> HttpResponse:
        try:
            ask(statement)
        except Error as error:
            if late:
                raise
            answer = middleware.process_exception(request, error)
            if answer is None:
                raise
            return answer
        return HttpResponse()

    middleware = ActorMiddleware(view)
    return middleware(request)


def ask(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.django_db
@pytest.mark.parametrize("late", [False, True])
@pytest.mark.parametrize("state", STATES)
def test_every_refusal_of_the_database_is_a_page_in_words(state: str, late: bool) -> None:
    status, words = STATES[state]

    answer = answered(RAISES.format(state), late=late)

    page = answer.content.decode()
    assert (answer.status_code, "secret" in page) == (status, False)
    assert words in page
    assert ("Retry-After" in answer) == (status == 503)


@pytest.mark.django_db
@pytest.mark.parametrize("statement", ["select 1 / 0", "select no_such_column", "select * from pg_authid"])
def test_a_fault_of_ours_is_not_put_into_words(statement: str) -> None:
    with pytest.raises(Error) as fault:
        answered(statement)

    assert refusal_of(fault.value) is None


@pytest.mark.django_db
def test_what_has_no_exact_words_is_logged_without_anything_of_anybodys(caplog: pytest.LogCaptureFixture) -> None:
    answered(RAISES.format("23514"))

    assert "23514" in caplog.text
    assert "secret" not in caplog.text


@pytest.mark.django_db
def test_every_constraint_with_words_is_there() -> None:
    with as_role(connection, "wellschool_migrate"), connection.cursor() as cursor:
        cursor.execute("select conname from pg_constraint union select indexname from pg_indexes")
        there = {row[0] for row in cursor.fetchall()}

    assert BY_CONSTRAINT.keys() <= there


@pytest.mark.django_db
def test_a_character_that_cannot_be_sent_is_unreadable() -> None:
    with pytest.raises(Error) as fault, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("select %s", ["a\0b"])

    assert str(refusal_of(fault.value)) == UNREADABLE


def test_a_refusal_that_the_database_makes_too_is_worded_once() -> None:
    """Our own checks come first: in other words than the database's one rule would be told in two ways."""
    again = [
        f"{path.relative_to(ROOT)}:{node.lineno} {node.value}"
        for app in ("accounts", "frameworks", "reviews")
        for path in (ROOT / app).rglob("*.py")
        if path.name not in ("refusals.py", "words.py") and "migrations" not in path.parts
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and node.value in WORDS.values()
    ]
    assert again == []
