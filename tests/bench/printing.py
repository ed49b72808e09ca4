"""The PDF of the full report beside WeasyPrint alone, in a process of its own as a warm worker."""

import json

from tests.bench.cases import Case
from tests.bench.figures import Figure
from tests.bench.servers import Servers, finish


def printed(servers: Servers, case: Case, repeats: int) -> Figure:
    """Processor time from content to finished PDF, against that of WeasyPrint with the same HTML and style sheet."""
    told = servers.folder / "printing.json"
    finish(servers.command("product", "-m", "tests.bench.product.printing", servers.folder, str(repeats)), servers.log)
    runs = json.loads(told.read_text())
    ours, alone = ([1000 * run[what] for run in runs] for what in ("ours", "alone"))
    return Figure(case, ours, [mine / its for mine, its in zip(ours, alone, strict=True)])
