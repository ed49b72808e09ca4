"""Reports beside WeasyPrint alone, a second and the process's own memory; made as in a warm worker."""

import json
from collections.abc import Sequence

from tests.bench.cases import Case
from tests.bench.figures import Figure
from tests.bench.servers import Servers, finish

SECOND = 1000.0  # milliseconds


def printed(servers: Servers, cases: Sequence[Case], repeats: int) -> list[Figure]:
    """Processor time from what was read to the finished file, and memory. A case's plan is what is made."""
    told = servers.folder / "printing.json"
    finish(servers.command("product", "-m", "tests.bench.product.printing", servers.folder, str(repeats)), servers.log)
    measured = json.loads(told.read_text())
    return [figure(case, measured) for case in cases]


def figure(case: Case, measured: dict[str, list[float]]) -> Figure:
    """Of each repetition to its base there; of seconds to one second."""
    mine = [1000 * each for each in measured[case.plan]] if case.plan != "memory" else measured["memory"][1:]
    base = [SECOND] * len(mine)
    if case.base == "memory":
        base = measured["memory"][:1]
    elif case.base in measured:
        base = [1000 * each for each in measured[case.base]]
    return Figure(case, mine, [own / its for own, its in zip(mine, base, strict=True)])
