"""Which tests a change touches, nearest first: the changed ones, those of the same room, those that import or name it.

It reads names and imports, not what a test does: what is found is where a mistake shows first, not all that may fail.
"""

from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path

import grimp

PACKAGES = ("accounts", "frameworks", "reviews", "wellschool", "make", "tests")
TOO_SLOW = ("tests/journeys/", "tests/bench/")  # a browser, the bench: for `make journeys` and `make bench`
# Tests mirror the source: a folder's are in tests/ under its own path. These are elsewhere; the longest counts.
ELSEWHERE = {
    "accounts/isolation": "tests/isolation",
    "deploy": "tests/services",
    "docs": "tests/test_docs.py",
    "fixtures/demo": "tests/demo",
    "fixtures/frameworks": "tests/frameworks",
    "reviews/design": "tests/design",
    "reviews/documents": "tests/reviews/reports",
    "reviews/templatetags": "tests/design",
    "static": "tests/design",
    "templates": "tests/design",
    "templates/account": "tests/accounts/sign_in",
    "templates/accounts": "tests/accounts/operations",
    "templates/demo": "tests/services",
    "templates/emails": "tests/accounts/outbox",
    "templates/home": "tests/reviews/home",
    "templates/jinja2": "tests/reviews/home",
    "templates/joining": "tests/accounts/operations",
    "templates/meeting": "tests/reviews/meeting",
    "templates/mfa": "tests/accounts/sign_in",
    "templates/plan": "tests/reviews/plan",
    "templates/portfolio": "tests/reviews/portfolio",
    "templates/register": "tests/accounts/register",
    "templates/releases": "tests/reviews/releases",
    "templates/reports": "tests/reviews/reports",
    "templates/review": "tests/reviews/review",
    "templates/terms": "tests/accounts/operations",
    "wellschool": "tests/services",
    "wellschool/database": "tests/isolation",
    "wellschool/demo": "tests/demo",
}
WORDS = "tests/design/test_promises.py"  # reads every page, guide and message
WALLS = "tests/isolation"  # attacks what these decide
RULES = "tests/isolation/test_rules.py"  # says which migration a changed function wants
DECIDES = ("sql", "models", "migrations", "permissions.py", "isolation", "database")
ALSO_DECIDE = ("models.py", "accounts/name_columns.py", "reviews/reports/kinds.py")  # endings; constraints stand there


class Suite:
    """The tests of a checkout that need no browser: their files, what they import, what they name."""

    def __init__(self, root: Path) -> None:
        self.root = root
        found = (path.relative_to(root).as_posix() for path in (root / "tests").rglob("test_*.py"))
        self.files = frozenset(path for path in found if not path.startswith(TOO_SLOW))

    @cached_property
    def graph(self) -> grimp.ImportGraph:
        """Who imports whom."""
        present = [name for name in PACKAGES if (self.root / name / "__init__.py").is_file()]
        return grimp.build_graph(*present, cache_dir=None)

    def importing(self, path: str) -> set[str]:
        """Tests that import this module: directly or, where it is a helper of tests, through other helpers."""
        module = path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
        if not path.endswith(".py") or module not in self.graph.modules:
            return set()
        is_helper = path.startswith("tests/")
        find = self.graph.find_downstream_modules if is_helper else self.graph.find_modules_that_directly_import
        return {found for name in find(module) if (found := f"{name.replace('.', '/')}.py") in self.files}

    def naming(self, path: str) -> set[str]:
        """Tests in which the file's name stands, such as that of a page of docs/."""
        name = Path(path).name
        return {test for test in self.files if name in (self.root / test).read_text(encoding="utf-8")}

    def below(self, place: str) -> set[str]:
        """All tests of a folder, or the one file."""
        return {test for test in self.files if test == place or test.startswith(f"{place}/")}

    def mirror(self, path: str) -> str:
        """The folder of tests for a file: its own path in `tests/`, as far as there is one, or `ELSEWHERE`."""
        for folder in folders_of(path):
            if self.below(f"tests/{folder}"):
                return f"tests/{folder}"
            if folder in ELSEWHERE:
                return ELSEWHERE[folder]
        return ""


def folders_of(path: str) -> Iterator[str]:
    """The folders that a file is in, the innermost first, without the checkout itself."""
    for parent in Path(path).parents:
        if parent != Path("."):
            yield parent.as_posix()


def touched(paths: Iterable[str], suite: Suite) -> list[str]:
    """The files of tests that these files touch, nearest first."""
    nearest: dict[str, int] = {}
    for path in paths:
        for distance, ring in enumerate(rings(path, suite)):
            for test in ring:
                nearest[test] = min(distance, nearest.get(test, distance))
    return sorted(nearest, key=lambda test: (nearest[test], test.count("/"), test))


def rings(path: str, suite: Suite) -> list[set[str]]:
    """The tests around one file: itself, its namesake, those of its room, those that import or name it, the walls."""
    if path.startswith(TOO_SLOW):
        return []
    if path in suite.files:
        return [{path}]
    importing = suite.importing(path)
    if path.startswith("tests/"):
        room = suite.below(str(Path(path).parent)) if path.endswith("conftest.py") else set()
        return [set(), room & importing, room | importing]
    room = suite.below(suite.mirror(path))
    elsewhere = importing if path.endswith((".py", ".html")) else suite.naming(path)
    first = namesakes(path, room, suite)
    return [set(), first, (room & importing) | words(path, suite), room, elsewhere, walls(path, suite)]


def namesakes(path: str, room: set[str], suite: Suite) -> set[str]:
    """The tests that are called as the file is; of a room's pages, for its templates, style sheet and script."""
    stem = Path(path).stem
    if path.startswith("templates/"):
        return {test for test in room if is_of_pages(test)}
    if path.startswith("static/"):
        return {test for test in suite.files if Path(test).parent.name == stem and is_of_pages(test)}
    found = {test for test in room if Path(test).stem == f"test_{stem}"}
    return found | suite.below(RULES) if path.endswith(".sql") else found


def is_of_pages(test: str) -> bool:
    return "pages" in Path(test).stem


def words(path: str, suite: Suite) -> set[str]:
    """The test that reads what people read, for what they read."""
    return suite.below(WORDS) if path.startswith("templates/") or path.endswith(".md") else set()


def walls(path: str, suite: Suite) -> set[str]:
    """The tests that attack the database, for what decides there."""
    decides = path.endswith(ALSO_DECIDE) or set(DECIDES) & set(Path(path).parts)
    return suite.below(WALLS) if decides else set()
