"""What is measured, and what it may cost. A new case: a plan written by `product/seed.py`, and an entry here."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Case:
    """A plan, on which of the two servers, against which other plan, and by how many clients at once.

    `budget` and `aim` are of its processor time, as a multiple of the base's. `statements`, `functions` and `rows` are
    the most that one request may ask of PostgreSQL, call of isolation functions there, and have it read from tables.
    None is no budget: the figure is there to be read. `rows` count where the tables are large, as of small ones all
    are read at once; what `grows` with the number of trusts has no budget there.
    """

    title: str
    plan: str
    server: str = "product"
    base: str = ""
    budget: float | None = None
    aim: float | None = None
    statements: int | None = None
    functions: int | None = None
    rows: int | None = None
    grows: bool = False
    clients: int = 8


FLOOR_SAVE, FLOOR_PAGE = "floor save", "floor page"
CASES = [
    Case("floor: save one rating", FLOOR_SAVE, server="floor"),
    Case("floor: 42 statements by 5 reviewers", FLOOR_PAGE, server="floor"),
    Case("save one rating", "save", base=FLOOR_SAVE, budget=1.5, aim=1.2, statements=3, functions=10, rows=120),
    Case("save one rating, later cycle", "save, later cycle", base=FLOOR_SAVE, budget=1.5, aim=1.2, statements=3,
         functions=10, rows=120),
    Case("comparison, names shown", "comparison", base=FLOOR_PAGE, budget=0.7, aim=0.6, statements=7, functions=20,
         rows=600),
    Case("comparison, names hidden", "comparison, hidden", base=FLOOR_PAGE, budget=0.7, aim=0.6, statements=7,
         functions=20, rows=600),
    Case("comparison, more than is remembered", "comparison, forgotten", "forgetful", FLOOR_PAGE, budget=1.0),
    Case("the same, names hidden", "comparison, hidden, forgotten", "forgetful", FLOOR_PAGE, budget=1.0),
    Case("comparison, first view", "comparison, new", server="new", base=FLOOR_PAGE, budget=1.3),
    Case("comparison, first view, names hidden", "comparison, hidden, new", server="new", base=FLOOR_PAGE, budget=1.3),
    Case("meeting: one of 20 screens asks", "poll", base=FLOOR_SAVE, budget=1.2, aim=1.0, statements=3, functions=10,
         rows=20),
    Case("meeting: a screen that has moved", "room", base=FLOOR_PAGE, budget=2.5, aim=1.3),
    Case("a domain's cards to rate", "rating page", base=FLOOR_PAGE),
    Case("portfolio of a programme manager", "portfolio", base=FLOOR_PAGE, budget=3.0, statements=15, grows=True),
    Case("portfolio of an advisor with 50 trusts", "portfolio, advisor", base=FLOOR_PAGE, budget=2.5, statements=15),
]  # fmt: skip
REPORTS = [
    Case("PDF of the full report with notes", "full", base="alone", budget=1.2, aim=1.0),
    Case("PDF of the blank form, to the full report's", "blank", base="full", budget=0.5),
    Case("Word of the full report, to a second", "word", base="second", budget=1.0),
    Case("Excel report of 10 cycles, to a second", "sheet", base="second", budget=1.0),
    Case("MiB after 200 reports, to those after 20", "memory", base="memory", budget=1.1),
]
