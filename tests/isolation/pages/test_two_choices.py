"""Whether a trust shares nothing or national figures only, nobody at YST is told: no page, form, file, row or email."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

import pytest
from django.db import connection
from pytest_django.plugin import DjangoDbBlocker

from accounts.isolation.roles import as_database_role
from accounts.models import YstPerson
from reviews.portfolio.exporting import as_book, as_pages, read_portfolio
from tests.builders import Cast, acting, agree_all, finish, rate, reveal, share, start, submit
from tests.isolation.furnishing import plan
from tests.isolation.pages import stores
from tests.isolation.pages.asking import OF_YST
from tests.isolation.pages.two_worlds import Doing, everything, inside, plain, two_worlds
from tests.isolation.pages.worlds import LATER, World

Pair = tuple[World, World]
READABLE = """
select table_name, string_agg(quote_ident(column_name), ', ' order by column_name)
from information_schema.column_privileges
where table_schema = 'public' and grantee = 'wellschool_yst' and privilege_type = 'SELECT' group by 1 order by 1
"""
AS_IT_WAS = "alter policy of_yst on reviews_consent using (trust_id = any((select isolation.yst_trusts())::bigint[]))"


def signed_off(cast: Cast) -> None:
    """Signed off, with a next step."""
    start(cast)
    for who in ("lead", "second", "colleague"):
        rate(cast, who)
        submit(cast, who)
    reveal(cast)
    plan(cast)
    agree_all(cast)
    finish(cast)


def nothing(cast: Cast) -> None:
    """As every review starts."""


def figures_only(cast: Cast) -> None:
    share(cast, "releases")


def narrowed_to(choice: str) -> Doing:
    """Agreed results were shared, and are no longer."""

    def narrows(cast: Cast) -> None:
        share(cast, steps=True)
        share(cast, choice)

    return narrows


PAIRS: dict[str, tuple[Doing, Doing]] = {
    "chosen": (nothing, figures_only),
    "narrowed": (narrowed_to("nothing"), narrowed_to("releases")),
}


@pytest.fixture(scope="module")
def pair_of(django_db_blocker: DjangoDbBlocker) -> Iterator[Callable[[str], Pair]]:
    found: dict[str, Pair] = {}
    with ExitStack() as stack:

        def pair(name: str) -> Pair:
            if name not in found:
                found[name] = stack.enter_context(two_worlds(f"two_{name}", *PAIRS[name], signed_off))
            return found[name]

        yield pair


@pytest.fixture(autouse=True)
def _connected(django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock():
        yield


def readable(person: YstPerson) -> dict[str, list[str]]:
    """Every column that YST may read, of every row that this person sees.

    Sorted: where rows lie depends on when PostgreSQL last tidied their page, and that on whatever else it does.
    """
    with acting(person), connection.cursor() as cursor:
        cursor.execute(READABLE)
        tables = cursor.fetchall()
        found = {}
        for table, columns in tables:
            if table == "django_session":  # encrypted, each time otherwise
                continue
            cursor.execute(f"select row({columns})::text from {table}")
            found[table] = sorted(plain(row[0]) for row in cursor.fetchall())
    return found


def emails_to_yst() -> list[str]:
    return [plain(row) for row in stores.rows()["accounts_outboxemail"] if "@yst.example" in row]


@contextmanager
def as_it_was() -> Iterator[None]:
    """The policy before: YST reads every choice."""
    with as_database_role("wellschool_owner"), connection.cursor() as cursor:
        cursor.execute(AS_IT_WAS)
    yield


@pytest.mark.parametrize("name", PAIRS)
def test_yst_is_told_the_same_on_every_page_and_by_every_form(pair_of: Callable[[str], Pair], name: str) -> None:
    told = []
    for world in pair_of(name):
        with inside(world):
            told.append((everything(world, OF_YST), emails_to_yst()))

    (first, written_there), (second, written_here) = told
    assert len(first.answers) > 200
    assert "Rating Trust" in str(first.answers["advisor reads reviews:portfolio_detail"])
    assert first.differences(second) == []
    assert written_there == written_here


@pytest.mark.parametrize("name", PAIRS)
@pytest.mark.parametrize("role", OF_YST)
def test_yst_reads_the_same_rows_and_files(pair_of: Callable[[str], Pair], name: str, role: str) -> None:
    told = []
    for world in pair_of(name):
        with inside(world):
            person = getattr(world, role)
            with acting(person):
                content = read_portfolio(person, "", today=LATER.date())
                files = as_book(content), as_pages(content)
            told.append((readable(person), files))

    (rows_there, files_there), (rows_here, files_here) = told
    assert len(rows_there) > 20
    differ = {table: (rows, rows_here[table]) for table, rows in rows_there.items() if rows != rows_here[table]}
    assert differ == {}
    assert files_there == files_here


def test_a_choice_that_yst_could_read_would_be_found(pair_of: Callable[[str], Pair]) -> None:
    told = []
    for world in pair_of("chosen"):
        with inside(world), as_it_was():
            told.append(readable(world.manager))

    assert [table for table in told[0] if told[0][table] != told[1][table]] == ["reviews_consent"]
