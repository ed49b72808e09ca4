"""What a page shows is a frozen object, and `Any` stays at the edges (decision 45)."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PRODUCT = ("accounts", "frameworks", "reviews", "wellschool", "make")
FILES = [
    path for app in PRODUCT for path in sorted((ROOT / app).rglob("*.py")) if "migrations" not in path.parts
]  # fmt: skip
MOST_ANY = 15  # lines: at the edges of Django and of libraries without types
MOST_NAMES = 4  # of a page's own, besides what a frozen object has
GIVES = ("page", "fragment")  # of accounts.answering: they take a frozen object, or a page its few names
RENDERS = ("render", "render_to_string")
GIVES_NAMES_ITSELF = {
    "accounts/answering.py": "it is what gives a frozen object's names",
    "accounts/outbox/emails.py": "an email is words and addresses, kept by name until it is sent",
    "accounts/views/errors.py": "what says that something failed must not fail",
    "reviews/templatetags/wellschool.py": "a component gets what its tag was given",
    "wellschool/text_templates.py": "it is a template engine",
}


def name_of(call: ast.Call) -> str:
    """The last part of what is called."""
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def calls_in(tree: ast.AST, names: tuple[str, ...]) -> Iterator[ast.Call]:
    """Calls of functions or methods of these names."""
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call) and name_of(node) in names)


def dictionaries_in(tree: ast.AST) -> Iterator[ast.AST]:
    """Dictionaries that are written out or counted up, and calls of `dict`."""
    return (
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Dict | ast.DictComp) or (isinstance(node, ast.Call) and name_of(node) == "dict")
    )


def wrong_with_giving(call: ast.Call) -> str:
    """What a page or a part of one is given that is no frozen object; nothing where all is well."""
    own = [keyword.arg for keyword in call.keywords if keyword.arg != "status"]
    if None in own:
        return "names come out of a dictionary"
    if len(own) > MOST_NAMES:
        return f"{len(own)} names and no frozen object"
    if next(dictionaries_in(call), None):
        return "something shown is a dictionary"
    return ""


def wrong_with_rendering(call: ast.Call) -> str:
    """A template is rendered without `names_of` a frozen object; nothing where all is well."""
    given = [*call.args, *(keyword.value for keyword in call.keywords)]
    has_names = any(isinstance(value, ast.Call) and name_of(value) == "names_of" for value in given)
    return "" if has_names else "rendered without page, fragment or names_of"


def returns_a_context(function: ast.FunctionDef) -> str:
    """A view's helper that returns what only a template reads as a dictionary; nothing where it does not."""
    returned = ast.unparse(function.returns) if function.returns else ""
    return f"{function.name} returns {returned}" if "dict[str, Any]" in returned or "list[dict" in returned else ""


def thaws(kind: ast.ClassDef) -> str:
    """A data class beside views that can be changed; nothing for one that is frozen."""
    made = [ast.unparse(each) for each in kind.decorator_list if "dataclass" in ast.unparse(each)]
    return f"{kind.name} is not frozen" if made and "frozen=True" not in made[0] else ""


def is_of_views(path: Path) -> bool:
    return path.stem.endswith("views") or "views" in path.parent.parts


def wrong_in(path: Path) -> Iterator[str]:
    """What a module gives to templates otherwise than as a frozen object."""
    where, tree = path.relative_to(ROOT).as_posix(), ast.parse(path.read_text(encoding="utf-8"))
    found = [(call.lineno, wrong_with_giving(call)) for call in calls_in(tree, GIVES)]
    if where not in GIVES_NAMES_ITSELF:
        found += [(call.lineno, wrong_with_rendering(call)) for call in calls_in(tree, RENDERS)]
    if is_of_views(path):
        nodes = list(ast.walk(tree))
        found += [(node.lineno, returns_a_context(node)) for node in nodes if isinstance(node, ast.FunctionDef)]
        found += [(node.lineno, thaws(node)) for node in nodes if isinstance(node, ast.ClassDef)]
    return (f"{where}:{line}: {wrong}" for line, wrong in sorted(found) if wrong)


def lines_with_any(path: Path) -> list[str]:
    """Lines on which a type is `Any`, imports aside."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = (node for node in ast.walk(tree) if isinstance(node, ast.Name) and node.id == "Any")
    return [f"{path.relative_to(ROOT).as_posix()}:{line}" for line in sorted({node.lineno for node in names})]


def place_of(path: Path) -> str:
    """The app, or the room of `reviews`, that a module is in."""
    parts = path.relative_to(ROOT).parts
    return "/".join(parts[:2]) if parts[0] == "reviews" and len(parts) > 2 else parts[0]


@pytest.mark.parametrize("place", sorted({place_of(path) for path in FILES}))
def test_templates_are_given_frozen_objects(place: str) -> None:
    assert [wrong for path in FILES if place_of(path) == place for wrong in wrong_in(path)] == []


@pytest.mark.parametrize(
    "code",
    [
        'page(request, "a.html", member, **context)',
        'page(request, "a.html", member, a=1, b=2, c=3, d=4, e=5)',
        'page(request, "a.html", member, rows=[{"name": name} for name in names])',
        'fragment(request, "a.html", dict(a=1))',
        'render(request, "a.html", {"a": 1})',
        'render_to_string("a.html", context)',
    ],
)
def test_what_is_no_frozen_object_is_found(code: str) -> None:
    call = next(calls_in(ast.parse(code), GIVES + RENDERS))
    assert wrong_with_giving(call) if name_of(call) in GIVES else wrong_with_rendering(call)


def test_any_stays_at_the_edges() -> None:
    found = [line for path in FILES for line in lines_with_any(path)]
    assert len(found) < MOST_ANY, found
