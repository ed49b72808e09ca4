"""Which tests a change touches, in this checkout as it is."""

import subprocess
from pathlib import Path

import pytest

from make.touched import ELSEWHERE, RULES, WORDS, Suite, touched
from wellschool.settings.environment import ROOT

NO_TESTS_NAME_IT = {"docs/guides", "docs/operations", "docs/adr", "docs/screens", ".ci", "static/img"}


@pytest.fixture(scope="module")
def suite() -> Suite:
    return Suite(ROOT)


def tracked() -> list[str]:
    """The files of the product."""
    return subprocess.run(["git", "ls-files"], cwd=ROOT, check=True, capture_output=True, text=True).stdout.splitlines()


def test_every_folder_of_the_product_has_tests(suite: Suite) -> None:
    folders = {Path(path).parent.as_posix() for path in tracked() if "/" in path and not path.startswith("tests/")}
    assert len(folders) > 50
    assert {f for f in folders - NO_TESTS_NAME_IT if not suite.below(suite.mirror(f"{f}/x.py"))} == set()


def test_every_place_that_is_named_is_there_and_is_needed(suite: Suite) -> None:
    for folder, place in ELSEWHERE.items():
        assert (ROOT / folder).is_dir()
        assert suite.below(place), place
        assert not suite.below(f"tests/{folder}"), f"{folder} has tests under its own name by now"


def test_a_room_comes_before_those_that_import_from_it(suite: Suite) -> None:
    found = touched(["reviews/plan/operations.py"], suite)

    assert found[0].startswith("tests/reviews/plan/")
    assert found.index("tests/reviews/plan/test_pages.py") < found.index("tests/reviews/review/test_closing.py")


def test_a_changed_test_comes_first(suite: Suite) -> None:
    found = touched(["reviews/plan/operations.py", "tests/design/test_font.py"], suite)
    assert found[0] == "tests/design/test_font.py"


@pytest.mark.parametrize(
    ("path", "test"),
    [
        ("reviews/lifecycle.py", "tests/reviews/test_lifecycle.py"),
        ("tests/isolation/probes_steps.py", "tests/isolation/test_probes.py"),  # through tests/isolation/probes.py
        ("tests/isolation/conftest.py", "tests/isolation/test_races.py"),
        ("reviews/plan/sql/steps.sql", RULES),
        ("templates/portfolio/_filters.html", "tests/reviews/portfolio/test_pages.py"),
        ("templates/portfolio/_filters.html", WORDS),
        ("static/css/portfolio.css", "tests/reviews/portfolio/test_pages.py"),
        ("static/css/portfolio.css", "tests/design/test_styles.py"),
        ("static/js/meeting.js", "tests/reviews/meeting/test_pages.py"),
        ("docs/reports.md", "tests/reviews/reports/test_choices.py"),
        ("docs/review.schema.json", "tests/reviews/reports/test_whole.py"),
        ("CHANGELOG.md", WORDS),
        ("requirements.txt", "tests/services/test_lock_files.py"),
        ("deploy/Caddyfile", "tests/services/test_proxy.py"),
    ],
)
def test_a_file_touches_its_test(suite: Suite, path: str, test: str) -> None:
    assert (ROOT / path).is_file()
    assert test in touched([path], suite)


@pytest.mark.parametrize("path", ["tests/journeys/test_meeting.py", "tests/bench/cases.py", "docs/screens/home.png"])
def test_what_no_quick_test_looks_at_touches_none_that_is_slow(suite: Suite, path: str) -> None:
    assert not [test for test in touched([path], suite) if test.startswith(("tests/journeys/", "tests/bench/"))]


@pytest.mark.parametrize(
    ("path", "room"),
    [
        ("reviews/plan/models.py", "tests/reviews/plan/"),
        ("reviews/portfolio/export_models.py", "tests/reviews/portfolio/"),
        ("reviews/reports/kinds.py", "tests/reviews/reports/"),
        ("reviews/plan/sql/steps.sql", "tests/"),
    ],
)
def test_what_decides_who_sees_what_touches_the_attacks_last(suite: Suite, path: str, room: str) -> None:
    assert (ROOT / path).is_file()
    found = touched([path], suite)

    assert found[0].startswith(room)
    assert found[-1].startswith("tests/isolation/")


def test_a_file_that_is_gone_still_touches_its_room(suite: Suite) -> None:
    assert "tests/reviews/plan/test_pages.py" in touched(["reviews/plan/gone.py"], suite)
