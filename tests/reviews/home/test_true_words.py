"""Sentences that claim something hold where the facts are unusual: everybody can't say, all is left open, left out."""

import ast
import re
from pathlib import Path

import pytest
from django.test import Client

from accounts.models import Membership
from reviews.lifecycle import Stage
from reviews.reports import read_content
from reviews.review.models.snapshot import Snapshot
from reviews.review.operations.agreeing import leave_rest_open
from tests.builders import NOON, Cast, acting, draft, finish, rate, reveal, review_at, standing, start, submit
from tests.reviews.reports.worlds import order

ROOT = Path(__file__).resolve().parent.parent.parent.parent
THREE = ("lead", "colleague", "second")
# A trust may have to disclose what it holds by law, and backups hold what was deleted: no sentence says otherwise.
TOO_MUCH = re.compile(
    r"\b(private|hidden|kept|secret|gone) for ever\b|\bever sees\b|\bwill ever\b|\bstays? private\b", re.IGNORECASE
)


def page_of(cast: Cast, who: Membership, path: str = "") -> str:
    client = Client()
    client.force_login(who.user)
    answer = client.get(f"{cast.review.get_absolute_url()}{path}")
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", answer.content.decode()))


@pytest.fixture
def silent(cast: Cast) -> Cast:
    """All three can't say on everything, and all is left open."""
    draft(cast, THREE, names_shown=True)
    start(cast)
    for who in THREE:
        rate(cast, who, lambda _: None)
    submit(cast, *THREE)
    reveal(cast)
    return cast


def test_a_comparison_without_a_level_says_that_there_is_nothing_to_compare(silent: Cast) -> None:
    page = page_of(silent, silent.lead, "comparison/")

    assert "No statement has two levels or more, so there is nothing to compare." in page
    assert "see it the same way" not in page
    assert "sees it the same way" not in page


def test_what_is_left_open_is_not_called_agreed(silent: Cast) -> None:
    with acting(silent.lead):
        leave_rest_open(reason="After the visits.", by=standing(silent.lead, silent.review), at=NOON)

    for who, path in ((silent.lead, ""), (silent.executive, ""), (silent.lead, "comparison/")):
        page = page_of(silent, who, path)
        assert "0 of 42 statements agreed, 42 left open" in page
        assert "settled" not in page


def test_a_report_says_that_an_answer_may_be_no_level(silent: Cast) -> None:
    with acting(silent.lead):
        leave_rest_open(reason="After the visits.", by=standing(silent.lead, silent.review), at=NOON)
    finish(silent)
    with acting(silent.trustee):
        told = read_content(order(silent, Snapshot.objects.get(review=silent.review))).independence[0]

    assert "chose for each a level or “can’t say”" in told


def test_a_draft_does_not_call_left_open_what_was_not_agreed_yet(cast: Cast) -> None:
    review_at(cast, Stage.COMPARING)
    with acting(cast.lead):
        content = read_content(order(cast, None, user_id=cast.lead.user_id))

    assert content.tally == {0: 42}
    assert {s.level_words for s in content.statements} == {"Not agreed yet"}
    assert content.counted(content.tally) == "42 not agreed yet"


@pytest.mark.parametrize("names_shown", [True, False])
def test_after_the_showing_the_list_of_reviewers_looks_back(cast: Cast, names_shown: bool) -> None:
    draft(cast, (*THREE, "bystander"), names_shown=names_shown)
    start(cast)
    for who in THREE:
        rate(cast, who)
    submit(cast, *THREE)
    before = page_of(cast, cast.lead)
    reveal(cast, early_reason="away")
    after = page_of(cast, cast.lead)

    assert "Not yet" in before
    assert "when ratings are shown" in before
    assert "Did not submit" in after
    assert "Not yet" not in after
    assert f"Ratings are shown {'with' if names_shown else 'without'} names." in after
    assert "when ratings are shown" not in after


def test_an_executive_is_told_that_they_decide(cast: Cast) -> None:
    review_at(cast, Stage.AGREED)

    assert "You decide, as an executive" in page_of(cast, cast.executive)
    assert "An executive decides" in page_of(cast, cast.colleague)


def test_a_statement_without_names_says_that_letters_are_shuffled(cast: Cast) -> None:
    review_at(cast, Stage.COMPARING)

    for path in ("comparison/", "statements/1.1/"):
        assert "Letters are shuffled for each statement" in page_of(cast, cast.lead, path)


def test_no_sentence_promises_what_the_law_or_a_backup_can_undo() -> None:
    texts = (ROOT / "templates").rglob("*.*")
    told = {str(path.relative_to(ROOT)): " ".join(path.read_text().split()) for path in texts}
    told |= {str(path.relative_to(ROOT)): path.read_text() for path in (ROOT / "docs" / "guides").glob("*.md")}
    for folder in ("accounts", "frameworks", "reviews"):
        for path in (ROOT / folder).rglob("*.py"):
            told[str(path.relative_to(ROOT))] = " ".join(_said(path))

    assert not [(where, found[0]) for where, words in told.items() if (found := TOO_MUCH.search(words))]


def _said(path: Path) -> list[str]:
    """The strings of a module that are not docstrings."""
    tree = ast.parse(path.read_text())
    docs = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    strings = (n for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, str))
    return [n.value for n in strings if id(n) not in docs]
