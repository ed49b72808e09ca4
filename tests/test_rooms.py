"""Nothing below names what is above it, in a string or a template either: import contracts see imports alone."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps

from make.rooms import PAGE, arrows, page, reduced

ROOT = Path(__file__).parent.parent
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
ROOMS = [room.strip() for layer in CONTRACTS[1]["layers"] for room in layer.split(":")]
APPS = ("accounts", "frameworks", "reviews", "wellschool")
ABOVE_ALL = ("apps", "urls", "models", "migrations", "management")  # they put rooms together


def floors() -> list[list[str]]:
    """Packages, lowest first; those of a floor know nothing of one another."""
    rooms = [[f"reviews.{room.strip()}" for room in layer.split(":")] for layer in reversed(CONTRACTS[1]["layers"])]
    return [["accounts"], ["frameworks"], *rooms]


def package_of(module: str) -> str:
    """The app, or the room of `reviews`, that a dotted name is in."""
    app, _, rest = module.partition(".")
    return f"reviews.{rest.partition('.')[0]}" if app == "reviews" and rest else app


TABLES = {
    model._meta.db_table: package_of(model.__module__)
    for app in ("accounts", "frameworks", "reviews")
    for model in apps.get_app_config(app).get_models()
}
NAMED = re.compile(r"\b(?:(?:accounts|frameworks|reviews)_\w+|(?:frameworks|reviews)[.:]\w+)")


def rank(package: str) -> int:
    """The floor of a package; what puts rooms together is above all."""
    found = (n for n, floor in enumerate(floors()) if package in floor)
    return next(found, len(floors()))


def names_in(path: Path) -> Iterator[str]:
    """Tables, modules and addresses that a file names in a string or, of SQL, anywhere."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".sql":
        yield from NAMED.findall(re.sub(r"--.*", "", text))
        return
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield from NAMED.findall(node.value)


def owner(name: str) -> str | None:
    """The package that a name belongs to; None for what is no name of ours."""
    if name in TABLES:
        return TABLES[name]
    package, _, rest = re.sub(":", ".", name).partition(".")
    if rest in ABOVE_ALL:
        return None
    if ":" in name or not rest:
        return package if package in ("frameworks", "reviews") else None
    return f"{package}.{rest}" if package == "reviews" and rest in ROOMS else None


def is_below(path: Path) -> bool:
    """Whether it is one of ours that others stand above: not what puts rooms together."""
    first, *_ = path.relative_to(ROOT).with_suffix("").parts[1:]
    return path.suffix in (".py", ".sql") and first not in ABOVE_ALL


FILES = [
    path for app in ("accounts", "frameworks", "reviews") for path in sorted((ROOT / app).rglob("*")) if is_below(path)
]


def test_every_folder_with_modules_is_a_package() -> None:
    """Import contracts, and the picture drawn from imports, pass over a folder that is none."""
    folders = {path.parent for app in APPS for path in (ROOT / app).rglob("*.py")}

    assert not [folder for folder in folders if not (folder / "__init__.py").is_file()]


@pytest.mark.parametrize("app", ["accounts", "frameworks", "reviews"])
def test_nothing_names_what_is_above_it(app: str) -> None:
    told = []
    for path in FILES:
        place = path.relative_to(ROOT).with_suffix("").as_posix().replace("/", ".")
        if place.partition(".")[0] != app:
            continue
        here = rank(package_of(place))
        for name in names_in(path):
            found = owner(name)
            if (found and found != "reviews" and rank(found) > here) or (found == "reviews" and app != "reviews"):
                told.append(f"{path.relative_to(ROOT)}: {name}")
    assert not told


# folders of templates that no room of `reviews` has the name of, with what renders them
FOLDERS = {
    **dict.fromkeys(("account", "accounts", "joining", "mfa", "pages", "terms"), "accounts"),
    "register": "accounts.register",
    "demo": "wellschool",
    "gallery": "reviews.home",
}
SHARED = ("components", "django", "emails", "errors", "layouts")  # what every room may use
TEMPLATE = re.compile(r"^(\w+)/[\w/…-]+\.(?:html|txt)(?:#\w+)?$")
USED = re.compile(r"\{%-?\s*(?:include|extends|drawn)\s+\"(\w+)/")


def room_of(folder: str) -> str | None:
    """What renders the templates of a folder; None where that is everybody."""
    if folder in SHARED:
        return None
    return FOLDERS.get(folder) or (f"reviews.{folder}" if folder in ROOMS else folder)


def height(package: str) -> int:
    """The floor of what renders templates; the register is below the rest of its app."""
    return -1 if package == "accounts.register" else rank(package)


def rendered_in(path: Path) -> Iterator[str]:
    """The folders of the templates that a module names; what a name is filled with does not matter."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        parts = node.values if isinstance(node, ast.JoinedStr) else [node]
        text = "".join(str(part.value) if isinstance(part, ast.Constant) else "…" for part in parts)
        if isinstance(node, ast.JoinedStr | ast.Constant) and (found := TEMPLATE.match(text)):
            yield found[1]


def test_a_room_renders_the_templates_of_its_own_folder() -> None:
    told, rooms = [], set()
    for path in (path for path in FILES if path.suffix == ".py"):
        place = path.relative_to(ROOT).with_suffix("").as_posix().replace("/", ".")
        here = "accounts.register" if place.startswith("accounts.register.") else package_of(place)
        for folder in rendered_in(path):
            rooms.add(room_of(folder))
            if room_of(folder) not in (None, here):
                told.append(f"{path.relative_to(ROOT)}: {folder}/")

    assert len(rooms) == len({"accounts", "register", "review", "plan", "meeting", "reports", "releases", "portfolio",
                              "home", "shared"})  # fmt: skip
    assert not told


def test_a_template_includes_none_of_what_is_above_its_room() -> None:
    told, many = [], 0
    for path in sorted((ROOT / "templates").rglob("*.html")):
        first, second, *_ = path.relative_to(ROOT / "templates").parts
        here = room_of(second if first == "jinja2" else first)  # which has the same folders
        for folder in USED.findall(path.read_text(encoding="utf-8")):
            many += 1
            there = room_of(folder)
            if there and there != here and (here is None or height(there) >= height(here)):
                told.append(f"{path.relative_to(ROOT)}: {folder}/")

    assert many > 500
    assert not told


def test_docs_show_which_room_imports_which() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(arrows()), "Run make docs."


def test_the_picture_leaves_out_only_what_a_longer_way_joins() -> None:
    drawn = {pair: {"m"} for pair in (("a", "b"), ("b", "c"), ("c", "d"), ("a", "d"), ("a", "c"), ("a", "e"))}

    assert reduced(drawn) == [("a", "b"), ("a", "e"), ("b", "c"), ("c", "d")]
