"""Trusts that share, a release of them, and what it counted and shows: for tests of single rules."""

from collections.abc import Iterable

from tests.isolation.releases.country import Country, Edition

YEAR = 2027
MIXED = (1, 2, 3)


def trusts_of(
    country: Country, edition: Edition, many: int, *, choice: str = "releases", **profile: object
) -> list[int]:
    """So many trusts that share, whose answers differ."""
    made = [country.trust(**profile) for _ in range(many)]  # type: ignore[arg-type]
    for n, trust in enumerate(made):
        country.review(trust, edition, YEAR, [MIXED[(n + k) % 3] for k in range(len(edition.statements))], choice)
    return made


def again(country: Country, edition: Edition, trusts: Iterable[int], year: int, choice: str = "releases") -> None:
    """The same trusts a year later, with other answers."""
    for n, trust in enumerate(trusts):
        country.review(trust, edition, year, [MIXED[(n + k + 1) % 3] for k in range(len(edition.statements))], choice)


def made(country: Country, edition: Edition, year: int = YEAR) -> int | None:
    country.store()
    return country.release(edition, year)


def counted(country: Country, release: int) -> list[int]:
    query = "select trust_id from reviews_releasecount where release_id = %s order by 1"
    return [row[0] for row in country.raw.execute(query, [release])]


def groups(country: Country, release: int, breakdown: str) -> list[str]:
    query = "select words from reviews_releasegroup where release_id = %s and breakdown = %s order by position"
    return [row[0] for row in country.read(country.world.advisor, query, release, breakdown)]


def shown(country: Country, release: int, group: str, kind: str, measure: str = "levels") -> list[list[int] | None]:
    """The figures of one kind for a group, in the order of their subjects."""
    query = f"""select c.tenths from reviews_releasecell c join reviews_releasegroup g on g.id = c.group_id
        where g.release_id = %s and g.words = %s and c.measure = %s and c.{kind}_id is not null order by c.{kind}_id"""
    return [row[0] for row in country.read(country.world.advisor, query, release, group, measure)]
