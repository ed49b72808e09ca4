"""What the making of releases takes from Python: categories of trusts, bands of their number, the academic year."""

from accounts.isolation.facts import Facts, register_facts
from accounts.register.models import SIZES, Phase, Region
from reviews.calendar import FIRST_DAY

RELEASER = "wellschool_releaser"
LEVELS = 3  # figures are proven to tell nothing of one trust for so many; release_guard asks the same
BANDS = (6, 10, 20, 50, 100, 200, 500)  # of trusts: where each begins


Category = tuple[int, int, str, int | None, int | None, str]  # breakdown, number, key, least, most, words


def categories() -> list[Category]:
    """Region, phase and size, each numbered in the order in which they are shown."""
    rows: list[Category] = [(1, n, region.value, None, None, region.label) for n, region in enumerate(Region, 1)]
    rows += [(2, n, phase.value, None, None, phase.label) for n, phase in enumerate(Phase, 1)]
    return rows + [(3, n, size.key, size.least, size.most, size.words) for n, size in enumerate(SIZES, 1)]


COLUMNS = ("breakdown", "number", "key", "least", "most", "words")
register_facts(Facts("category", COLUMNS, categories, RELEASER))
register_facts(Facts("band", ("least",), lambda: [(least,) for least in BANDS], RELEASER))
register_facts(Facts("academic_year", ("first_month", "first_day"), lambda: [FIRST_DAY], RELEASER))
