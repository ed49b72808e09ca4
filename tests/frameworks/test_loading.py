"""The fixture is the toolkit word for word, and a bad one is refused with file, path and reason."""

import shutil
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest
from django.db import DatabaseError, transaction

from accounts.isolation.roles import as_database_role
from frameworks.content import content_of, newest_version_id
from frameworks.fixture import BadFixture, read_fixture
from frameworks.loading import load_framework
from frameworks.models import Framework, FrameworkVersion, Statement

FOLDER = Path("fixtures/frameworks/well-school-trust/1")
NOON = datetime(2026, 11, 2, 12, 0, tzinfo=UTC)


@pytest.mark.django_db
def test_the_statements_are_the_toolkits_word_for_word() -> None:
    content = content_of(newest_version_id())

    text = "\n".join(s.text.strip() for s in content.statements)
    assert sha256(text.encode()).hexdigest() == "1838555a27ca33bffda7fe73ee57577823ff0f5f8b2e878b04a36a419a5b0d1d"
    assert [len(d.statements) for d in content.domains] == [6, 6, 9, 7, 5, 4, 5]


@pytest.mark.django_db
def test_pillars_and_levels_are_as_the_product_says() -> None:
    content = content_of(newest_version_id())

    pillars = {d.number: d.pillar.name for d in content.domains}
    assert pillars == {
        1: "Well Culture", 2: "Well Culture", 3: "Move Well", 4: "Live Well", 5: "Lead Well", 6: "Well Culture",
        7: "Well Culture",
    }  # fmt: skip
    assert [level.name for level in content.levels] == ["Emerging", "Established", "Embedded"]
    assert all(level.awaiting_approval for level in content.levels)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the fixture under another name, to spoil."""
    shutil.copytree(FOLDER, tmp_path / "1")
    spoil(tmp_path / "1", 'slug = "well-school-trust"', 'slug = "another"')
    return tmp_path / "1"


def spoil(folder: Path, before: str, after: str) -> None:
    file = folder / "framework.toml"
    text = file.read_text()
    assert before in text
    file.write_text(text.replace(before, after, 1))


BAD = {
    "a missing domain": ("number = 4\ntitle", "number = 5\ntitle", "domains[4].number: is 5 where 4 should be"),
    "a domain too few": ("domains = 7", "domains = 8", "domains: has 7 domains where version.domains says 8"),
    "a doubled number": ("number = 2\ntext", "number = 1\ntext", "domains[1].statements[2].number: 1 is there twice"),
    "an empty text": (
        'text = "The Trust\'s vision',
        'text = "" # "The Trust\'s',
        "domains[1].statements[2].text: is missing or empty",
    ),
    "an unknown pillar": (
        'pillar = "move-well"', 'pillar = "play-well"', "domains[3].pillar: 'play-well' is no pillar of this version",
    ),
    "levels out of order": ("value = 1", "value = 2", "levels[1].value: is 2 where 1 should be"),
    "no name": ('name = "Well School Trust"', 'name = ""', "framework.name: is missing or empty"),
    "a space at the end": ('name = "Emerging"', 'name = "Emerging "', "levels[1].name: begins or ends with a space"),
    "no levels": ("[[levels]]", "[[level]]", "levels[1].value: is 2 where 1 should be"),
    "no TOML": ("[framework]", "[framework", "Expected"),
}  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize("what", BAD)
def test_a_bad_fixture_is_refused_and_nothing_is_imported(folder: Path, what: str) -> None:
    before, after, reason = BAD[what]
    spoil(folder, before, after)

    with pytest.raises(BadFixture) as refused, as_database_role("wellschool_migrate"):
        load_framework(folder=folder, at=NOON)

    assert str(folder / "framework.toml") in str(refused.value)
    assert reason in str(refused.value)
    assert not Framework.objects.filter(slug="another").exists()


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadFixture, match=r"framework\.toml: : there is no such file"):
        read_fixture(tmp_path)


@pytest.mark.django_db
def test_the_same_file_again_changes_nothing(folder: Path) -> None:
    with as_database_role("wellschool_migrate"):
        first, is_new = load_framework(folder=folder, at=NOON)
        again, is_new_again = load_framework(folder=folder, at=NOON)

    assert (is_new, is_new_again, first.pk) == (True, False, again.pk)
    assert Statement.objects.filter(version=first).count() == 42


@pytest.mark.django_db
def test_other_content_under_a_published_number_is_refused(folder: Path) -> None:
    with as_database_role("wellschool_migrate"):
        load_framework(folder=folder, at=NOON)
        spoil(folder, "Strategic governance", "Strategy")
        with pytest.raises(BadFixture, match="give the change a new number"):
            load_framework(folder=folder, at=NOON)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "change",
    [
        "update frameworks_statement set text = 'easier'",
        "delete from frameworks_domain",
        "update frameworks_frameworkversion set published_at = null",
        (
            "insert into frameworks_level (version_id, value, name, description, awaiting_approval) "
            "select id, 4, 'x', 'x', false from frameworks_frameworkversion"
        ),
    ],
)
def test_a_published_version_cannot_be_changed_even_by_migrations(change: str) -> None:
    from django.db import connection

    with (
        pytest.raises(DatabaseError, match="a published version never changes"),
        transaction.atomic(),
        as_database_role("wellschool_migrate"),
        connection.cursor() as cursor,
    ):
        cursor.execute(change)
    assert FrameworkVersion.objects.filter(published_at__isnull=False).exists()
