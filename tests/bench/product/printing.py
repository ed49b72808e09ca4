"""Make reports and WeasyPrint's own of the same in turn: `python -m tests.bench.product.printing FOLDER REPEATS`."""

import gc
import json
import pickle
import random
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import django

django.setup()

from weasyprint import HTML  # noqa: E402

from reviews.documents.pdf import stylesheet  # noqa: E402
from reviews.reports import maker_of, write_html  # noqa: E402

HEAD = "</head>"
WARM, ALL = 20, 200  # reports before memory is looked at, and in all
SIZES = Path("/proc/self/statm")


def main(folder: Path, repeats: int) -> None:
    """One unmeasured round first; then rounds, each in an order of its own."""
    read: dict[str, Any] = pickle.loads((folder / "report.pickle").read_bytes())  # noqa: S301 our own file
    html = write_html(read["full"]).html
    whole = html.replace(HEAD, f"<style>{stylesheet()}</style>{HEAD}", 1)
    assert whole != html
    ways: dict[str, Callable[[], object]] = {
        "full": lambda: made("full", "pdf", read["full"]),
        "alone": lambda: alone(whole),
        "blank": lambda: made("blank", "pdf", read["blank"]),
        "word": lambda: made("full", "docx", read["full"]),
        "sheet": lambda: made("progress", "xlsx", read["progress"]),
    }
    for way in ways.values():
        way()
    runs: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(repeats):
        for name in random.sample(sorted(ways), len(ways)):
            runs[name].append(seconds(ways[name]))
    runs["memory"] = memory(lambda: made("board", "pdf", read["full"]))
    (folder / "printing.json").write_text(json.dumps(runs))


def made(kind: str, format: str, content: Any) -> bytes:
    """As a worker does, from what was read to the bytes that are stored."""
    maker = maker_of(kind, format)
    return maker.finish(maker.lay_out(maker.write(content))).content


def alone(html: str) -> bytes:
    """WeasyPrint with the same HTML and style sheet, and nothing of ours."""
    written: bytes = HTML(string=html).write_pdf(pdf_variant="pdf/ua-1")
    return written


def memory(way: Callable[[], object]) -> list[float]:
    """MiB in use after the first reports and after all."""
    found = []
    for many in range(1, ALL + 1):
        way()
        if many in (WARM, ALL):
            gc.collect()
            found.append(mebibytes())
    return found


def mebibytes() -> float:
    """What this process holds in memory; where the system does not say, the most it has held."""
    if SIZES.exists():
        return int(SIZES.read_text().split()[1]) * resource.getpagesize() / 2**20
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def seconds(way: Callable[[], object]) -> float:
    """Processor time of this process."""
    start = time.process_time()
    way()
    return time.process_time() - start


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
