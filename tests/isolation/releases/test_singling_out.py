"""`isolation.singles_out` against trying every difference there is between unions of groups."""

import random
from itertools import combinations, product

from tests.isolation.database import Database
from tests.isolation.releases.country import Country

ASK = """
select isolation.singles_out(array(
  select (x.*)::isolation.alike from unnest(%s::int[], %s::int[], %s::bool[], %s::int[], %s::int[]) x))
"""
Kind = tuple[int, int, bool, int, int]  # new group, other group, the same figure in both, secret, closed trusts


def drawn(chance: random.Random) -> list[Kind]:
    """Kinds of trusts in up to three new and three other groups; closed trusts are among the secret ones."""
    places = [p for p in product(range(-1, 3), range(-1, 3)) if p != (-1, -1) and chance.random() < 0.5]
    kinds = []
    for new, other in places:
        closed = chance.choice([0, 0, 1, 2, 5, 6, 9])
        linked = chance.random() < 0.8 or -1 in (new, other)
        kinds.append((new, other, linked, closed + chance.choice([0, 0, 0, 1]), closed))
    return sorted(kinds, key=lambda kind: kind[1])


def by_trying(kinds: list[Kind]) -> bool:
    """Any union of new groups less any other groups that each share a trust with it."""
    news, others = ({kind[n] for kind in kinds} - {-1} for n in (0, 1))
    for union in subsets(news):
        for taken in subsets(others):
            if union and all(any(k[1] == o and k[0] in union and k[2] for k in kinds) for o in taken):
                told = [k for k in kinds if is_told(k, union, taken)]
                if sum(k[3] for k in told) > 0 and sum(k[4] for k in told) < 6:
                    return True
    return False


def is_told(kind: Kind, union: set[int], taken: set[int]) -> bool:
    """These trusts are in the difference: in one of both; where the figures are not the same, in either."""
    new, other, linked, _, _ = kind
    return (new in union) != (other in taken) if linked else new in union or other in taken


def subsets(of: set[int]) -> list[set[int]]:
    return [set(chosen) for many in range(len(of) + 1) for chosen in combinations(sorted(of), many)]


def test_the_most_telling_difference_is_found_as_by_trying_them_all(country: Country) -> None:
    chance = random.Random(20261125)
    outcomes = set()
    with Database(country.raw).as_role("wellschool_releaser") as db:
        for _ in range(600):
            kinds = drawn(chance)
            found = db.one(ASK, *([kind[n] for kind in kinds] for n in range(5)))
            assert found == by_trying(kinds), kinds
            outcomes.add(found)
    assert outcomes == {True, False}
