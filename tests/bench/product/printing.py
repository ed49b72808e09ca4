"""Make the report's PDF and WeasyPrint's own in turn: `python -m tests.bench.product.printing FOLDER REPEATS`."""

import json
import pickle
import random
import sys
import time
from collections.abc import Callable
from pathlib import Path

import django

django.setup()

from weasyprint import HTML  # noqa: E402

from reviews.reports import ReportContent, finish, lay_out, write_html  # noqa: E402
from reviews.reports.document import stylesheet  # noqa: E402

HEAD = "</head>"


def main(folder: Path, repeats: int) -> None:
    """One unmeasured pair first; then the pairs, in either order."""
    content: ReportContent = pickle.loads((folder / "report.pickle").read_bytes())  # noqa: S301 our own file
    html = write_html(content)
    whole = html.replace(HEAD, f"<style>{stylesheet()}</style>{HEAD}", 1)
    assert whole != html
    ways: dict[str, Callable[[], object]] = {"ours": lambda: ours(content), "alone": lambda: alone(whole)}
    for way in ways.values():
        way()
    runs = []
    for _ in range(repeats):
        names = random.sample(sorted(ways), 2)
        runs.append({name: seconds(ways[name]) for name in names})
    (folder / "printing.json").write_text(json.dumps(runs))


def ours(content: ReportContent) -> bytes:
    """As a worker does, from the snapshot's content to the bytes that are stored."""
    return finish(lay_out(write_html(content))).content


def alone(html: str) -> bytes:
    """WeasyPrint with the same HTML and style sheet, and nothing of ours."""
    made: bytes = HTML(string=html).write_pdf(pdf_variant="pdf/ua-1")
    return made


def seconds(way: Callable[[], object]) -> float:
    """Processor time of this process."""
    start = time.process_time()
    way()
    return time.process_time() - start


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
