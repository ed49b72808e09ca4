"""Every module of the product, for sweeps that must not miss what lies in another room."""

import pkgutil
from collections.abc import Iterator
from importlib import import_module
from types import ModuleType

PRODUCT = ("accounts", "frameworks", "reviews", "wellschool")
# run when imported, or settings of their own
APART = (".migrations", ".management", ".settings", ".asgi", ".wsgi")


def modules() -> Iterator[ModuleType]:
    """All that can be imported without running it."""
    for name in PRODUCT:
        package = import_module(name)
        yield package
        for found in pkgutil.walk_packages(package.__path__, f"{name}."):
            if not any(part in found.name for part in APART) and not found.name.endswith("__main__"):
                yield import_module(found.name)


def declared(kind: type) -> Iterator[type]:
    """Every class of this kind, each from the module in which it is written."""
    for module in modules():
        for found in vars(module).values():
            if isinstance(found, type) and issubclass(found, kind) and found.__module__ == module.__name__:
                yield found
