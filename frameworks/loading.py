"""Storing a framework's fixture, in one go."""

from datetime import datetime
from pathlib import Path

from django.db import transaction

from frameworks.fixture import FILE, BadFixture, Fixture, read_fixture
from frameworks.models import Domain, Framework, FrameworkVersion, Level, Pillar, Statement


def versions_in(folder: Path) -> list[Path]:
    """The folders of versions: this one, or those below it, in order of their frameworks and numbers."""
    return sorted(file.parent for file in folder.rglob(FILE))


@transaction.atomic
def load_framework(*, folder: Path, at: datetime) -> tuple[FrameworkVersion, bool]:
    """Store and publish the version in `folder`; returns it and whether it is new.

    The same file again changes nothing. A changed file under a published number is refused: it would change what
    trusts have rated.
    """
    read = read_fixture(folder)
    framework, _ = Framework.objects.get_or_create(
        slug=read.slug, defaults={"name": read.framework_name, "position": read.position}
    )
    there = FrameworkVersion.objects.filter(framework=framework, number=read.number).first()
    if there is not None:
        if there.fingerprint != read.fingerprint:
            raise BadFixture(
                folder / FILE,
                "version.number",
                f"{read.number} is published with other content: give the change a new number",
            )
        return there, False
    version = FrameworkVersion.objects.create(
        framework=framework, number=read.number, name=read.name, fingerprint=read.fingerprint,
        in_place_from=read.in_place_from, words=read.words,
    )  # fmt: skip
    _store(version, read)
    version.published_at = at
    version.save(update_fields=["published_at"])
    return version, True


def _store(version: FrameworkVersion, read: Fixture) -> None:
    Level.objects.bulk_create(
        Level(
            version=version, value=n, name=one.name, description=one.description,
            awaiting_approval=one.awaiting_approval,
        )
        for n, one in enumerate(read.levels, 1)
    )  # fmt: skip
    pillars = {
        one.slug: Pillar.objects.create(
            version=version, number=n, slug=one.slug, name=one.name, tagline=one.tagline, strands=one.strands
        )
        for n, one in enumerate(read.pillars, 1)
    }
    for n, row in enumerate(read.domains, 1):
        domain = Domain.objects.create(
            version=version, pillar=pillars.get(row.pillar), number=n, title=row.title, short_title=row.short_title,
            other_title=row.other_title, description=row.description, other_description=row.other_description,
            beside=row.beside,
        )  # fmt: skip
        Statement.objects.bulk_create(
            Statement(version=version, domain=domain, number=m, text=text) for m, text in enumerate(row.statements, 1)
        )
