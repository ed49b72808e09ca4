"""What is changed: commits that upstream lacks, what is in no commit, and the commit before where there is neither."""

from pathlib import Path

import pytest

from make.changes import NotKnown, change
from tests.make.repository import committed, git, repository


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A clone that is where its upstream is, two commits on."""
    upstream = repository(tmp_path / "upstream")
    committed(upstream, first_txt="1")
    committed(upstream, second_txt="2")
    git(tmp_path, "clone", "--quiet", str(upstream), "clone")
    for name in ("user.name", "user.email"):
        git(tmp_path / "clone", "config", name, "ann@wellschool.example")
    return tmp_path / "clone"


def test_where_nothing_differs_it_is_the_last_commit(clone: Path) -> None:
    assert change(clone).paths == ("second.txt",)


def test_commits_that_upstream_lacks_count_with_what_is_in_none(clone: Path) -> None:
    committed(clone, third_txt="3")
    (clone / "first.txt").unlink()
    (clone / "a file, new.txt").touch()

    found = change(clone)

    assert found.paths == ("a file, new.txt", "first.txt", "third.txt")
    assert git(clone, "rev-parse", "origin/main").startswith(found.since)


def test_upstream_may_have_gone_on(clone: Path) -> None:
    committed(clone.with_name("upstream"), theirs_txt="4")
    git(clone, "fetch", "--quiet")
    committed(clone, ours_txt="5")

    assert change(clone).paths == ("ours.txt",)


def test_any_commit_can_be_named(clone: Path) -> None:
    committed(clone, third_txt="3")

    assert change(clone, "HEAD~2").paths == ("second.txt", "third.txt")


def test_a_commit_that_is_not_there_is_said(clone: Path) -> None:
    with pytest.raises(NotKnown):
        change(clone, "nowhere")


def test_a_checkout_that_was_never_cloned_works_too(tmp_path: Path) -> None:
    alone = repository(tmp_path / "alone")
    committed(alone, first_txt="1")
    committed(alone, second_txt="2")
    assert change(alone).paths == ("second.txt",)
