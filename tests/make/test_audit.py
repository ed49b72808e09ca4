"""What an answer of pip-audit means, without asking anybody."""

import json

import pytest

from make.audit import LOCK, read, wanted
from wellschool.settings.environment import ROOT

SOUND = {"name": "django", "version": "5.2.19", "vulns": []}
KNOWN = {"name": "pillow", "version": "12.0.0", "vulns": [{"id": "PYSEC-2027-1", "fix_versions": ["12.0.1"]}]}
UNMENDED = {"name": "redis", "version": "5.2", "vulns": [{"id": "GHSA-x", "fix_versions": []}]}
PASSED_OVER = {"name": "celery", "skip_reason": "Dependency not found"}


def answer(*packages: dict[str, object]) -> str:
    return json.dumps({"dependencies": packages, "fixes": []})


def test_nothing_known_ends_well() -> None:
    found = read(answer(SOUND), "")
    assert (found.code, found.words) == (0, f"Nothing is known against the 1 packages that {LOCK} locks.")


def test_what_is_known_is_named_with_what_mends_it() -> None:
    found = read(answer(SOUND, KNOWN, UNMENDED), "")

    assert found.code == 1
    assert "  pillow 12.0.0: PYSEC-2027-1, mended in 12.0.1" in found.words
    assert "  redis 5.2: GHSA-x, mended in no version yet" in found.words
    assert "django" not in found.words


@pytest.mark.parametrize("said", ["", "[]", "not JSON", "{}"])
def test_no_answer_is_not_a_good_one(said: str) -> None:
    found = read(said, "Traceback\n  …\nConnectionError: Failed to resolve 'api.osv.dev'\n\n")

    assert found.code == 3
    assert found.words.startswith("Nothing was checked")
    assert found.words.endswith("Failed to resolve 'api.osv.dev'")


def test_a_package_that_was_passed_over_is_not_sound() -> None:
    found = read(answer(SOUND, PASSED_OVER), "")

    assert found.code == 3
    assert "celery: Dependency not found" in found.words


def test_an_answer_about_nothing_is_none() -> None:
    assert read(answer(), "").code == 3


def test_it_is_declared_what_asks_and_it_is_not_locked_with_the_product() -> None:
    assert [name for name in wanted() if name.startswith("pip-audit")]
    assert "pip-audit" not in (ROOT / "requirements-test.txt").read_text()
