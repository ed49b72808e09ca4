"""A release: what it refuses, what it writes, and that it leaves a repository alone until all is well."""

from datetime import date
from pathlib import Path

import pytest

from make.changelog import Refused, cut, versions
from make.release import release
from tests.make.repository import committed, git, repository
from wellschool.settings.environment import ROOT

TODAY = date(2026, 11, 30)
CHANGELOG = """# What changed

Newest first.

## Unreleased

### Rating

- **It is quicker.** So it is.
"""
PYPROJECT = '[project]\nname = "wellschool"\nversion = "0.1.0"\n'


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A repository with something to release, and nothing released yet."""
    folder = repository(tmp_path / "checkout")
    committed(folder, CHANGELOG_md=CHANGELOG, pyproject_toml=PYPROJECT)
    return folder


def passes() -> bool:
    return True


def test_a_first_release_moves_what_is_unreleased_and_tags_it(checkout: Path) -> None:
    assert release(checkout, "0.1.0", TODAY, passes) == "v0.1.0"

    text = (checkout / "CHANGELOG.md").read_text()
    assert text == CHANGELOG.replace("## Unreleased\n", "## Unreleased\n\n## 0.1.0, 30 November 2026\n")
    assert git(checkout, "log", "-1", "--format=%s").strip() == "release: Version 0.1.0."
    assert git(checkout, "cat-file", "-t", "v0.1.0").strip() == "tag"
    told = git(checkout, "for-each-ref", "--format=%(contents)", "refs/tags/v0.1.0")
    assert told.strip() == "Version 0.1.0, 30 November 2026\n\n### Rating\n\n- **It is quicker.** So it is."
    assert git(checkout, "status", "--porcelain") == ""


def test_the_next_one_stands_above_it_and_sets_the_version(checkout: Path) -> None:
    release(checkout, "0.1.0", TODAY, passes)
    text = (checkout / "CHANGELOG.md").read_text()
    committed(checkout, CHANGELOG_md=text.replace("## Unreleased\n", "## Unreleased\n\n- Something else.\n"))

    release(checkout, "0.10.0", date(2027, 3, 1), passes)

    text = (checkout / "CHANGELOG.md").read_text()
    assert versions(text) == ["0.10.0", "0.1.0"]
    assert "## Unreleased\n\n## 0.10.0, 1 March 2027\n\n- Something else.\n\n## 0.1.0, 30 November 2026\n\n###" in text
    assert 'version = "0.10.0"' in (checkout / "pyproject.toml").read_text()


@pytest.mark.parametrize("version", ["0.1.0", "0.0.9", "0.1", "v0.2.0", "", "0.2.0rc1"])
def test_a_version_that_is_not_newer_or_is_none_is_refused(checkout: Path, version: str) -> None:
    release(checkout, "0.1.0", TODAY, passes)
    text = (checkout / "CHANGELOG.md").read_text()
    committed(checkout, CHANGELOG_md=text.replace("## Unreleased\n", "## Unreleased\n\n- Something else.\n"))

    refuses(checkout, version, "not newer|Say which")


def test_a_version_that_has_a_tag_is_refused_whatever_the_changelog_says(checkout: Path) -> None:
    git(checkout, "tag", "v0.3.0")
    refuses(checkout, "0.2.0", "0.2.0 is not newer than 0.3.0")


def test_nothing_unreleased_is_refused(checkout: Path) -> None:
    committed(checkout, CHANGELOG_md="# What changed\n\n## Unreleased\n\n### Rating\n")
    refuses(checkout, "0.1.0", "Nothing stands under Unreleased")


@pytest.mark.parametrize("name", ["CHANGELOG.md", "new.txt"])
def test_a_file_in_no_commit_is_refused(checkout: Path, name: str) -> None:
    with (checkout / name).open("a") as file:
        file.write("more\n")
    refuses(checkout, "0.1.0", f"in no commit, such as {name}")


def test_failing_tests_are_refused(checkout: Path) -> None:
    with pytest.raises(Refused, match="make test fails"):
        release(checkout, "0.1.0", TODAY, lambda: False)
    assert git(checkout, "tag") == ""


def test_what_is_quick_to_see_is_said_before_the_tests_run(checkout: Path) -> None:
    (checkout / "new.txt").touch()

    def fails() -> bool:
        raise AssertionError("ran")

    with pytest.raises(Refused):
        release(checkout, "0.1.0", TODAY, fails)


def test_somebody_who_goes_on_while_the_tests_run_is_noticed(checkout: Path) -> None:
    def passes_while_somebody_works() -> bool:
        (checkout / "new.txt").touch()
        return True

    with pytest.raises(Refused, match="in no commit"):
        release(checkout, "0.1.0", TODAY, passes_while_somebody_works)


def test_our_changelog_can_be_released() -> None:
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    newest = max((tuple(map(int, v.split("."))) for v in versions(text)), default=(0, 0, 0))
    section = cut(text.replace("## Unreleased\n", "## Unreleased\n\n- More.\n"), f"{newest[0] + 1}.0.0", TODAY).section
    assert section.startswith("- More.")


@pytest.mark.parametrize("heading", ["## 0.1.0", "## Soon", "## 0.1, 1 May 2027"])
def test_a_heading_that_is_no_version_is_named(heading: str) -> None:
    with pytest.raises(Refused, match="is no version with its date"):
        versions(f"# What changed\n\n## Unreleased\n\n{heading}\n")


def refuses(checkout: Path, version: str, words: str) -> None:
    """It says why, and leaves commit, tags and files as they are."""
    before = [git(checkout, *asked) for asked in (("rev-parse", "HEAD"), ("tag",), ("status", "--porcelain"))]

    with pytest.raises(Refused, match=words):
        release(checkout, version, TODAY, passes)

    assert before == [git(checkout, *asked) for asked in (("rev-parse", "HEAD"), ("tag",), ("status", "--porcelain"))]
