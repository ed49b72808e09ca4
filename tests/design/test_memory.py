"""What a process remembers of drawing: pure functions, for some minutes, within a bound, and not beyond an erasure."""

import time
from collections.abc import Iterator

import pytest
from django.test import Client
from django.utils.safestring import SafeString, mark_safe

from accounts.isolation.roles import as_database_role
from accounts.models import Trust
from reviews.design import memory
from reviews.design.memory import forget_all, remembered
from reviews.review.models.rating import Rating
from reviews.review.views import comparison_table
from tests.builders import Cast, review_at
from tests.signing_in import sign_in


@pytest.fixture(autouse=True)
def nothing_remembered() -> Iterator[None]:
    forget_all()
    yield
    forget_all()


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The time that it is, to be moved."""
    now = [1000.0]
    monkeypatch.setattr(memory, "clock", lambda: now[0])
    return now


@pytest.fixture
def drawings() -> list[str]:
    """What was drawn, one after the other."""
    return []


def drawer(drawings: list[str], monkeypatch: pytest.MonkeyPatch, most: int = 1000) -> object:
    monkeypatch.setattr(memory.settings, "REMEMBERED", most)

    @remembered
    def draw(key: str) -> SafeString:
        drawings.append(key)
        return mark_safe(f"<p>{key}</p>")  # noqa: S308

    return draw


def test_the_same_is_drawn_once_and_something_else_anew(
    clock: list[float], drawings: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    draw = drawer(drawings, monkeypatch)
    assert [draw("a"), draw("b"), draw("a")] == ["<p>a</p>", "<p>b</p>", "<p>a</p>"]
    assert drawings == ["a", "b"]


def test_it_is_used_for_five_minutes(clock: list[float], drawings: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    draw = drawer(drawings, monkeypatch)
    draw("a")
    clock[0] += 299
    draw("a")
    assert drawings == ["a"]
    clock[0] += 1
    draw("a")
    assert drawings == ["a", "a"]


def test_it_goes_by_itself_where_nobody_asks_for_anything_any_more(
    drawings: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    memory._timers.clear()
    monkeypatch.setattr(memory, "KEPT_SECONDS", 0.2)
    draw = drawer(drawings, monkeypatch)
    draw("a")
    kept, _ = memory._memories[-1]
    time.sleep(0.1)
    draw("b")  # which is younger than the first look
    assert set(vars(kept)["_Cache__data"]) == {"a", "b"}
    assert all(timer.daemon for timer in memory._timers)
    until = time.monotonic() + 5
    while vars(kept)["_Cache__data"] and time.monotonic() < until:
        time.sleep(0.02)
    assert not vars(kept)["_Cache__data"]
    assert kept.currsize == 0


def test_no_more_is_kept_than_there_is_room_for(
    clock: list[float], drawings: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    draw = drawer(drawings, monkeypatch, most=40)
    for key in ("aaaaaaaa", "bbbbbbbb", "cccccccc", "d" * 100):
        assert key in draw(key)
    kept, _ = memory._memories[-1]
    assert kept.currsize <= 40
    assert "d" * 100 not in kept
    assert draw("cccccccc")
    assert drawings.count("cccccccc") == 1


# -- the comparison ----------------------------------------------------------------------------------------------------


@pytest.fixture
def tables(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Tables that were drawn, by their headings."""
    drawn: list[str] = []
    draw = comparison_table.drawn_with

    def counted(template: str, shown: comparison_table.ComparisonTable) -> SafeString:
        drawn.append(shown.key)
        return draw(template, shown)

    monkeypatch.setattr(comparison_table, "drawn_with", counted)
    return drawn


def page_of(cast: Cast, who: str, query: str = "") -> str:
    client = sign_in(Client(), cast.people[who].user)
    return client.get(f"{cast.review.get_absolute_url()}comparison/{query}").content.decode()


def test_a_page_that_was_drawn_is_not_drawn_again_and_what_has_changed_is(cast: Cast, tables: list[str]) -> None:
    review_at(cast, "comparing", secrets=True, names_shown=True)
    first = page_of(cast, "lead")
    begun = list(tables)
    assert begun
    assert page_of(cast, "lead").count("secret-second") == first.count("secret-second") > 0
    assert page_of(cast, "executive").count("secret-second") > 0  # who sees the same
    assert tables == begun
    with as_database_role("wellschool_migrate"):
        one = Rating.objects.filter(note__contains="secret-second").first()
        assert one is not None
        Rating.objects.filter(pk=one.pk).update(note="Another note.")
    assert "Another note." in page_of(cast, "lead")
    assert len(tables) == len(begun) + 1


def test_what_is_remembered_shows_nobody_what_they_may_not_see(cast: Cast) -> None:
    review_at(cast, "comparing", secrets=True, names_shown=True)
    assert "secret-second" in page_of(cast, "lead")
    for who in ("bystander", "trustee"):
        assert "secret" not in page_of(cast, who)


def test_after_an_erasure_every_process_draws_anew(cast: Cast, tables: list[str]) -> None:
    """The trust's number is read with the frame: nothing has to be told to the other processes."""
    review_at(cast, "comparing", secrets=True, names_shown=True)
    page_of(cast, "lead")
    page_of(cast, "lead")
    begun = list(tables)
    with as_database_role("wellschool_migrate"):
        Trust.objects.filter(pk=cast.trust.pk).update(erasures=1)
    page_of(cast, "lead")
    assert tables == begun * 2
    assert begun
