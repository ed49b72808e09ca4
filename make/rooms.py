"""docs/rooms.md: which room imports which, drawn from the imports. `python -m make.rooms` writes it."""

import sys
from collections import defaultdict
from pathlib import Path

import grimp

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "rooms.md"
APPS = ("accounts", "frameworks", "reviews", "wellschool")
PUT_TOGETHER = ("apps", "jinja2_environment", "management", "migrations", "models", "templatetags", "urls")
BESIDE = "reviews"  # modules of the app itself: arithmetic and words
HEAD = """# Rooms

Which room imports which, drawn from the imports. Written by `make docs`. Do not edit.
What is in a room: [decision 39](adr/0039-rooms-by-subject.md).

An arrow leads to what is imported. One that others lead along already is left out of the picture; the table has them
all, with the number of modules that import. What puts an app together is left out: addresses, the registry of models,
commands, template tags.
"""

Arrows = dict[tuple[str, str], set[str]]  # from one room to another: the modules that import


def room_of(module: str) -> str | None:
    """The room that a module is in, as a folder's name; None for what puts an app together."""
    app, *rest = module.split(".")
    if rest and rest[0] in PUT_TOGETHER:
        return None
    if app != "reviews" or not rest:
        return app
    return f"reviews/{rest[0]}" if (ROOT / app / rest[0]).is_dir() else BESIDE


def arrows() -> Arrows:
    """Between rooms, each with the modules that draw it."""
    graph = grimp.build_graph(*APPS, cache_dir=None)
    found: Arrows = defaultdict(set)
    for module in graph.modules:
        for imported in graph.find_modules_directly_imported_by(module):
            here, there = room_of(module), room_of(imported)
            if here and there and here != there:
                found[here, there].add(module)
    return found


def reduced(drawn: Arrows) -> list[tuple[str, str]]:
    """Without arrows between rooms that a longer way joins already. Rooms have no cycle, so there is one answer."""
    below: dict[str, set[str]] = defaultdict(set)
    for here, there in drawn:
        below[here].add(there)

    def reaches(start: str, end: str) -> bool:
        return end in below[start] or any(reaches(step, end) for step in below[start])

    return sorted(
        (here, there) for here, there in drawn if not any(reaches(step, there) for step in below[here] - {there})
    )


def page(drawn: Arrows) -> str:
    """The whole text."""
    names = {room: room.replace("/", "_") for pair in drawn for room in pair}
    lines = [f"  {names[here]}[{here}] --> {names[there]}[{there}]" for here, there in reduced(drawn)]
    rows = [f"| `{here}` | {_imports(drawn, here)} |" for here in sorted({here for here, _ in drawn})]
    table = ["| room | imports (modules that do) |", "|---|---|", *rows]
    return "\n".join([HEAD, "```mermaid", "graph TD", *lines, "```", "", *table, ""])


def _imports(drawn: Arrows, here: str) -> str:
    return ", ".join(f"`{there}` ({len(by)})" for (room, there), by in sorted(drawn.items()) if room == here)


if __name__ == "__main__":
    PAGE.write_text(page(arrows()), encoding="utf-8")
    sys.exit(0)
